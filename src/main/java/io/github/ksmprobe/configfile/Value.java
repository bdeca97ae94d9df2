package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.ConfigValue;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Origin;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The value of one key: a node and the name it goes by. */
public final class Value implements ConfigValue {

  private static final int MOST_SHOWN = 60;

  private final String file;
  private final int keyLine;
  private final String key;
  private final List<String> path;
  private final Node keyNode;
  private final Node node;

  Value(String file, int keyLine, String key, List<String> path, NodeTuple tuple) {
    this.file = file;
    this.keyLine = keyLine;
    this.key = key;
    this.path = List.copyOf(path);
    this.keyNode = tuple.getKeyNode();
    this.node = tuple.getValueNode();
  }

  /** Where the key stands, counted from 1. */
  public int line() {
    return keyLine;
  }

  @Override
  public Origin.File place() {
    return new Origin.File(file, keyLine);
  }

  /** The key with those above it, {@code tls_server_config.cert_file} for example. */
  public String key() {
    return key;
  }

  /** Whether nothing is written behind the colon, or null. */
  public boolean isNull() {
    return node instanceof ScalarNode scalar && isNull(scalar);
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /**
   * A text; a number or truth value is taken as it is written.
   *
   * @throws InvalidSetting if it is a list, a mapping or empty
   */
  public String text() {
    return text("a text");
  }

  @Override
  public String text(String accepted) {
    return scalar(node, accepted).getValue();
  }

  @Override
  public boolean truth() {
    ScalarNode scalar = scalar(node, "true or false");
    return switch (scalar.isPlain() ? scalar.getValue() : "") {
      case "true" -> true;
      case "false" -> false;
      default -> throw mustBe(node, "true or false");
    };
  }

  /**
   * The same in the words of YAML 1.1, which Go's libraries still take: yes and no, on and off.
   *
   * @throws InvalidSetting if it is none of them
   */
  public boolean formerTruth() {
    ScalarNode scalar = scalar(node, "true or false");
    return switch (scalar.isPlain() ? scalar.getValue() : "") {
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" -> true;
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" -> false;
      default -> throw mustBe(node, "true or false");
    };
  }

  /** Whether it is an empty text, {@code ''} for example. */
  public boolean isEmptyText() {
    return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
  }

  /** Whether the key is YAML 1.1's {@code <<}, and not a quoted one. */
  boolean isMerge() {
    return keyNode instanceof ScalarNode name && name.isPlain() && name.getValue().equals("<<");
  }

  /**
   * What is to be merged: a mapping, or a list of them.
   *
   * @throws InvalidSetting if it is neither
   */
  List<Section> merged() {
    List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<Section> sections = new ArrayList<>();
    for (Node one : nodes) {
      if (!(one instanceof MappingNode mapping)) {
        throw mustBe(one, "a mapping, or a list of mappings");
      }
      sections.add(Section.of(file, path.subList(0, path.size() - 1), mapping));
    }
    return sections;
  }

  @Override
  public int number() {
    ScalarNode scalar = scalar(node, "a whole number");
    if (scalar.isPlain() && scalar.getValue().matches("-?[0-9]{1,10}")) {
      long number = Long.parseLong(scalar.getValue());
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw mustBe(node, "a whole number");
  }

  @Override
  public List<String> texts() {
    if (!(node instanceof SequenceNode list)) {
      throw mustBe(node, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    list.getValue().forEach(item -> texts.add(scalar(item, "a list of texts").getValue()));
    return texts;
  }

  /**
   * The keys below.
   *
   * @throws InvalidSetting if it is no mapping, or if a key stands in it twice
   */
  public Section section() {
    if (node instanceof MappingNode mapping) {
      return Section.of(file, path, mapping);
    }
    throw mustBe(node, "a mapping of keys to values");
  }

  @Override
  public InvalidSetting wrong(String what) {
    return new InvalidSetting("%s:%d: %s: %s".formatted(file, line(node), key, what));
  }

  private ScalarNode scalar(Node one, String accepted) {
    if (one instanceof ScalarNode scalar && !isNull(scalar)) {
      return scalar;
    }
    throw mustBe(one, accepted);
  }

  private InvalidSetting mustBe(Node found, String accepted) {
    boolean nothing = found instanceof ScalarNode scalar && isNull(scalar);
    return new InvalidSetting(
        "%s:%d: %s must be %s, not %s"
            .formatted(file, nothing ? keyLine : line(found), key, accepted, describe(found)));
  }

  private static String describe(Node found) {
    if (found instanceof ScalarNode scalar) {
      return isNull(scalar) ? "empty; leave the key out to get its default" : quoted(scalar);
    }
    return found instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static String quoted(ScalarNode scalar) {
    String text = scalar.getValue().lines().findFirst().orElse("");
    boolean whole = text.length() <= MOST_SHOWN && text.length() == scalar.getValue().length();
    return '"'
        + (whole ? text : text.substring(0, Math.min(text.length(), MOST_SHOWN)) + "…")
        + '"';
  }

  static boolean isNull(ScalarNode scalar) {
    return scalar.isPlain()
        && switch (scalar.getValue()) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }

  static int line(Node node) {
    return 1 + node.getStartMark().map(Mark::getLine).orElse(0);
  }
}
