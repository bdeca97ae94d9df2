package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.WrittenSettings;
import io.github.ksmprobe.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.serializer.Serializer;

/** The file of {@code --config.file}: flat, each key the name of a flag. */
public final class ConfigFile implements WrittenSettings {

  @Override
  public Map<String, Value> read(String file, List<String> known) {
    return SettingsFile.read(file).section().only(known).values();
  }

  /**
   * The file that would set all this, each value with its origin as a comment. Keys without a value
   * stand in comments of their own, and secrets are masked.
   */
  public static String render(List<Setting> settings) {
    DumpSettings form =
        DumpSettings.builder()
            .setDumpComments(true)
            .setWidth(1000)
            .setUseUnicodeEncoding(false)
            .build();
    StringBuilder text = new StringBuilder();
    StreamDataWriter out =
        new StreamDataWriter() {
          @Override
          public void write(String piece) {
            text.append(piece);
          }

          @Override
          public void write(String piece, int offset, int length) {
            text.append(piece, offset, offset + length);
          }
        };
    Serializer serializer = new Serializer(form, new Emitter(form, out));
    serializer.emitStreamStart();
    serializer.serializeDocument(mapping(settings));
    serializer.emitStreamEnd();
    return text.toString();
  }

  private static MappingNode mapping(List<Setting> settings) {
    List<NodeTuple> tuples = new ArrayList<>();
    List<CommentLine> unset = new ArrayList<>();
    for (Setting setting : settings) {
      if (setting.values().isEmpty()) {
        unset.add(comment(" " + setting.key() + " is not set", CommentType.BLOCK));
      } else {
        Node key = scalar(Tag.STR, setting.key());
        Node value = value(setting.masked());
        List<CommentLine> origin =
            List.of(comment(" " + setting.origin().words(), CommentType.IN_LINE));
        value.setInLineComments(origin);
        tuples.add(new NodeTuple(key, value));
      }
    }
    MappingNode mapping = new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    mapping.setEndComments(unset);
    return mapping;
  }

  private static Node value(Setting setting) {
    return switch (setting.kind()) {
      case TEXT -> scalar(Tag.STR, setting.values().getFirst());
      case NUMBER -> scalar(Tag.INT, setting.values().getFirst());
      case TRUTH -> scalar(Tag.BOOL, setting.values().getFirst());
      case TEXTS -> {
        List<Node> items = setting.values().stream().map(item -> scalar(Tag.STR, item)).toList();
        yield new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
      }
    };
  }

  private static Node scalar(Tag tag, String text) {
    return new ScalarNode(tag, text, ScalarStyle.PLAIN);
  }

  private static CommentLine comment(String text, CommentType type) {
    return new CommentLine(
        Optional.empty(), Optional.empty(), OneLine.within(text, OneLine.LONGEST), type);
  }
}
