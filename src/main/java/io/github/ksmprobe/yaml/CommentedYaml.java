package io.github.ksmprobe.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Writes a mapping, one line a key, with a comment behind each value. */
public final class CommentedYaml {

  private final DumpSettings form =
      DumpSettings.builder()
          .setDumpComments(true)
          .setDefaultFlowStyle(FlowStyle.FLOW)
          .setWidth(1000)
          .setUseUnicodeEncoding(false)
          .build();

  private final List<NodeTuple> lines = new ArrayList<>();
  private final List<CommentLine> end = new ArrayList<>();

  /**
   * Adds a key.
   *
   * @param value a text, a number, a truth value, or a list of them
   * @param comment one line
   */
  public void put(String key, Object value, String comment) {
    Node node = node(value);
    node.setInLineComments(List.of(line(comment, CommentType.IN_LINE)));
    lines.add(new NodeTuple(node(key), node));
  }

  /** Adds a line at the end that is nothing but a comment. */
  public void comment(String text) {
    end.add(line(text, CommentType.BLOCK));
  }

  /** The text, with a line end behind its last line. */
  @Override
  public String toString() {
    MappingNode mapping = new MappingNode(Tag.MAP, lines, FlowStyle.BLOCK);
    mapping.setEndComments(end);
    return new Present(form).emitToString(new Serialize(form).serializeOne(mapping).iterator());
  }

  private Node node(Object value) {
    // A representer remembers what it has met, and would write an alias for what it meets again.
    return new StandardRepresenter(form).represent(value);
  }

  private static CommentLine line(String text, CommentType type) {
    return new CommentLine(Optional.empty(), Optional.empty(), " " + text, type);
  }
}
