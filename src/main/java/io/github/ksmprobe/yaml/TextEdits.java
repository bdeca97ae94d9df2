package io.github.ksmprobe.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A text, where its values begin and end, and what is to be put in place of what. */
final class TextEdits {

  private record Edit(int start, int end, String text) {}

  private final String text;
  private final String lineEnd;
  private final List<Edit> edits = new ArrayList<>();

  TextEdits(String text) {
    this.text = text;
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  String lineEnd() {
    return lineEnd;
  }

  int start(Node node) {
    return offset(node.getStartMark());
  }

  /** Where a value ends; that of a block is where its last value does, for its mark is too far. */
  int end(Node node) {
    Optional<Node> last =
        isFlow(node)
            ? Optional.empty()
            : switch (node) {
              case MappingNode mapping when !mapping.getValue().isEmpty() ->
                  Optional.of(mapping.getValue().getLast()).map(NodeTuple::getValueNode);
              case SequenceNode list when !list.getValue().isEmpty() ->
                  Optional.of(list.getValue().getLast());
              default -> Optional.empty();
            };
    return last.map(this::end).orElseGet(() -> offset(node.getEndMark()));
  }

  static boolean isFlow(Node node) {
    return node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.FLOW;
  }

  /** The engine counts characters beyond the first 65536 as one, Java as two. */
  private int offset(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
  }

  int lineStart(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Behind the last character of a line, before what ends it. */
  int lineStop(int at) {
    int end = text.indexOf('\n', at);
    int stop = end < 0 ? text.length() : end;
    return stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
  }

  /** What stands before a place in its line. */
  String before(int at) {
    return text.substring(lineStart(at), at);
  }

  String between(int start, int end) {
    return text.substring(start, end);
  }

  void replace(int start, int end, String with) {
    edits.add(new Edit(start, end, with));
  }

  void insert(int at, String more) {
    replace(at, at, more);
  }

  /** Removes the lines from one place to another, both included. */
  void removeLines(int from, int to) {
    int end = text.indexOf('\n', to);
    replace(lineStart(from), end < 0 ? text.length() : end + 1, "");
  }

  /** The text with all edits; empty where two of them are about the same words. */
  Optional<String> applied() {
    StringBuilder edited = new StringBuilder();
    int done = 0;
    for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
      if (edit.start < done) {
        return Optional.empty();
      }
      edited.append(text, done, edit.start).append(edit.text);
      done = edit.end;
    }
    return Optional.of(edited.append(text, done, text.length()).toString());
  }
}
