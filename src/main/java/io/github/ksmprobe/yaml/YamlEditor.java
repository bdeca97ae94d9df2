package io.github.ksmprobe.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Changes values of a YAML or JSON text where they stand. Every other character stays: comments,
 * order, quotes, indentation, line ends. What it makes of odd texts the caller has to read again.
 */
public final class YamlEditor {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(Integer.MAX_VALUE)
          .setAllowDuplicateKeys(true)
          .build();

  private final TextEdits edits;
  private final List<YamlPlace> documents = new ArrayList<>();

  /** Of a text that can be read as YAML; of another one it has no documents. */
  public YamlEditor(String text) {
    this.edits = new TextEdits(text);
    try {
      for (Node root : new Compose(SETTINGS).composeAllFromString(text)) {
        documents.add(new YamlPlace(root));
      }
    } catch (YamlEngineException _) {
      documents.clear();
    }
  }

  /** The documents that hold anything, in order. */
  public List<YamlPlace> documents() {
    return documents.stream()
        .filter(one -> !(one.node() instanceof ScalarNode) || !one.text().isEmpty())
        .toList();
  }

  /** The text with all changes; empty where they contradict each other. */
  public Optional<String> edited() {
    return edits.applied();
  }

  /** Sets a text or a number under a key, where there is one or not. */
  public void set(YamlPlace mapping, String key, Object value) {
    Optional<NodeTuple> entry = mapping.entry(key);
    if (entry.isPresent() && entry.get().getValueNode() instanceof ScalarNode old) {
      String space = edits.before(edits.start(old)).endsWith(":") ? " " : "";
      edits.replace(edits.start(old), edits.end(old), space + styled(value, old.getScalarStyle()));
    } else if (entry.isEmpty()) {
      add(mapping, written(mapping, key, value));
    }
  }

  private void add(YamlPlace mapping, String entry) {
    List<NodeTuple> entries = mapping.entries();
    int first = edits.start(entries.getFirst().getKeyNode());
    if (TextEdits.isFlow(mapping.node())) {
      edits.insert(edits.end(entries.getLast().getValueNode()), ", " + entry);
      return;
    }
    String indent = " ".repeat(edits.before(first).length());
    Optional<Node> short_ =
        entries.reversed().stream()
            .map(NodeTuple::getValueNode)
            .filter(value -> value instanceof ScalarNode scalar && isOfOneLine(scalar))
            .findFirst();
    if (short_.isPresent()) {
      edits.insert(edits.lineStop(edits.end(short_.get())), edits.lineEnd() + indent + entry);
    } else {
      edits.insert(first, entry + edits.lineEnd() + indent);
    }
  }

  private static boolean isOfOneLine(ScalarNode scalar) {
    ScalarStyle style = scalar.getScalarStyle();
    return style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED;
  }

  /** Removes a key with its value. */
  public void remove(YamlPlace mapping, String key) {
    mapping.entry(key).ifPresent(entry -> remove(mapping, entry));
  }

  private void remove(YamlPlace mapping, NodeTuple entry) {
    int start = edits.start(entry.getKeyNode());
    int end = edits.end(entry.getValueNode());
    if (!TextEdits.isFlow(mapping.node()) && edits.before(start).isBlank()) {
      edits.removeLines(start, end);
      return;
    }
    List<NodeTuple> all = mapping.entries();
    int at = all.indexOf(entry);
    cut(
        start,
        end,
        at == 0 ? start : edits.end(all.get(at - 1).getValueNode()),
        at + 1 == all.size() ? end : edits.start(all.get(at + 1).getKeyNode()));
  }

  /** With the comma behind it, or before it where it is the last. */
  private void cut(int start, int end, int previousEnd, int nextStart) {
    edits.replace(nextStart > end ? start : previousEnd, Math.max(end, nextStart), "");
  }

  /** Puts another key with texts and numbers in place of one. */
  public void replace(YamlPlace mapping, String key, String other, Map<String, ?> values) {
    mapping
        .entry(key)
        .ifPresent(
            entry -> {
              int start = edits.start(entry.getKeyNode());
              boolean flow =
                  TextEdits.isFlow(mapping.node()) || TextEdits.isFlow(entry.getValueNode());
              String indent = edits.lineEnd() + " ".repeat(edits.before(start).length() + 2);
              List<String> lines =
                  values.entrySet().stream()
                      .map(one -> written(mapping, one.getKey(), one.getValue()))
                      .toList();
              edits.replace(
                  start,
                  edits.end(entry.getValueNode()),
                  name(mapping, other)
                      + (flow
                          ? " {" + String.join(", ", lines) + "}"
                          : indent + String.join(indent, lines)));
            });
  }

  /** Makes one list of texts of another, by as few of its items as possible. */
  public void items(YamlPlace mapping, String key, List<String> from, List<String> to) {
    List<YamlPlace> items = mapping.get(key).map(YamlPlace::items).orElse(List.of());
    if (to.isEmpty()) {
      remove(mapping, key);
      return;
    }
    int same = 0;
    while (same < Math.min(from.size(), to.size()) && from.get(same).equals(to.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < Math.min(from.size(), to.size()) - same
        && from.reversed().get(tail).equals(to.reversed().get(tail))) {
      tail++;
    }
    List<YamlPlace> gone = items.subList(same, items.size() - tail);
    List<String> come = to.subList(same, to.size() - tail);
    int replaced = Math.min(gone.size(), come.size());
    for (int i = 0; i < replaced; i++) {
      if (gone.get(i).node() instanceof ScalarNode old) {
        edits.replace(edits.start(old), edits.end(old), styled(come.get(i), old.getScalarStyle()));
      }
    }
    gone.subList(replaced, gone.size()).forEach(item -> removeItem(items, item));
    if (come.size() > replaced && same + replaced > 0) {
      Node last = items.get(same + replaced - 1).node();
      come.subList(replaced, come.size()).forEach(item -> addBehind(mapping, key, last, item));
    }
  }

  private void removeItem(List<YamlPlace> items, YamlPlace item) {
    int start = edits.start(item.node());
    int end = edits.end(item.node());
    if (edits.before(start).matches("\\s*-\\s+")) {
      edits.removeLines(start, end);
      return;
    }
    int at = items.indexOf(item);
    cut(
        start,
        end,
        at == 0 ? start : edits.end(items.get(at - 1).node()),
        at + 1 == items.size() ? end : edits.start(items.get(at + 1).node()));
  }

  private void addBehind(YamlPlace mapping, String key, Node last, String item) {
    boolean flow = mapping.get(key).filter(list -> TextEdits.isFlow(list.node())).isPresent();
    String text =
        styled(
            item,
            last instanceof ScalarNode scalar
                    && (flow || scalar.getScalarStyle() != ScalarStyle.PLAIN)
                ? scalar.getScalarStyle()
                : ScalarStyle.PLAIN);
    if (flow) {
      edits.insert(edits.end(last), ", " + text);
    } else {
      String dash = edits.before(edits.start(last));
      edits.insert(edits.lineStop(edits.end(last)), edits.lineEnd() + dash + text);
    }
  }

  private static String written(YamlPlace mapping, String key, Object value) {
    ScalarStyle style = isQuoted(mapping) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return name(mapping, key) + " " + styled(value, style);
  }

  private static String name(YamlPlace mapping, String key) {
    return (isQuoted(mapping) ? '"' + key + '"' : key) + ":";
  }

  /** Whether this is JSON. */
  private static boolean isQuoted(YamlPlace mapping) {
    return mapping.entries().getFirst().getKeyNode() instanceof ScalarNode key
        && key.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
  }

  private static String styled(Object value, ScalarStyle style) {
    return switch (style) {
      case DOUBLE_QUOTED, SINGLE_QUOTED -> YamlText.scalar(value, style);
      case PLAIN, LITERAL, FOLDED, JSON_SCALAR_STYLE -> YamlText.scalar(value, ScalarStyle.PLAIN);
    };
  }
}
