package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.ConfigValue;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/** The value of one key: a node and the name it goes by. */
public final class Value implements ConfigValue {

  private static final int MOST_SHOWN = 60;

  private final String file;
  private final List<String> path;
  private final Yaml.Entry entry;
  private final Yaml node;

  Value(String file, List<String> path, Yaml.Entry entry) {
    this.file = file;
    this.path = List.copyOf(path);
    this.entry = entry;
    this.node = entry.value();
  }

  /** Where the key stands, counted from 1. */
  public int line() {
    return entry.key().line();
  }

  @Override
  public Origin.File place() {
    return new Origin.File(file, line());
  }

  /** The key with those above it, {@code tls_server_config.cert_file} for example. */
  public String key() {
    return String.join(".", path);
  }

  /** Whether nothing is written behind the colon, or null. */
  public boolean isNull() {
    return isNull(node);
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
    return scalar(node, accepted).text();
  }

  @Override
  public boolean truth() {
    Yaml.Scalar scalar = scalar(node, "true or false");
    return switch (scalar.plain() ? scalar.text() : "") {
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
    Yaml.Scalar scalar = scalar(node, "true or false");
    return switch (scalar.plain() ? scalar.text() : "") {
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" -> true;
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" -> false;
      default -> throw mustBe(node, "true or false");
    };
  }

  /** Whether it is an empty text, {@code ''} for example. */
  public boolean isEmptyText() {
    return node instanceof Yaml.Scalar scalar && scalar.text().isEmpty();
  }

  /** Whether the key is YAML 1.1's {@code <<}, and not a quoted one. */
  boolean isMerge() {
    return entry.isMerge();
  }

  /**
   * What is to be merged: a mapping, or a list of them.
   *
   * @throws InvalidSetting if it is neither
   */
  List<Section> merged() {
    List<Yaml> nodes = node instanceof Yaml.Sequence list ? list.items() : List.of(node);
    List<Section> sections = new ArrayList<>();
    for (Yaml one : nodes) {
      if (!(one instanceof Yaml.Mapping mapping)) {
        throw mustBe(one, "a mapping, or a list of mappings");
      }
      sections.add(Section.of(file, path.subList(0, path.size() - 1), mapping));
    }
    return sections;
  }

  @Override
  public int number() {
    Yaml.Scalar scalar = scalar(node, "a whole number");
    if (scalar.plain() && scalar.text().matches("-?[0-9]{1,10}")) {
      long number = Long.parseLong(scalar.text());
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw mustBe(node, "a whole number");
  }

  @Override
  public List<String> texts() {
    if (!(node instanceof Yaml.Sequence list)) {
      throw mustBe(node, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    list.items().forEach(item -> texts.add(scalar(item, "a list of texts").text()));
    return texts;
  }

  /**
   * A list of mappings.
   *
   * @throws InvalidSetting if it is anything else
   */
  public List<Section> sections() {
    if (!(node instanceof Yaml.Sequence list)) {
      throw mustBe(node, "a list of mappings");
    }
    List<Section> sections = new ArrayList<>();
    for (Yaml item : list.items()) {
      if (!(item instanceof Yaml.Mapping mapping)) {
        throw mustBe(item, "a list of mappings");
      }
      sections.add(Section.of(file, path, mapping));
    }
    return sections;
  }

  /** Whether it is a mapping. */
  public boolean isMapping() {
    return node instanceof Yaml.Mapping;
  }

  /**
   * The keys below.
   *
   * @throws InvalidSetting if it is no mapping, or if a key stands in it twice
   */
  public Section section() {
    if (node instanceof Yaml.Mapping mapping) {
      return Section.of(file, path, mapping);
    }
    throw mustBe(node, "a mapping of keys to values");
  }

  @Override
  public InvalidSetting wrong(String what) {
    return InvalidSetting.in(file, node.line(), key() + ": " + what);
  }

  private Yaml.Scalar scalar(Yaml one, String accepted) {
    if (one instanceof Yaml.Scalar scalar && !scalar.isNull()) {
      return scalar;
    }
    throw mustBe(one, accepted);
  }

  private InvalidSetting mustBe(Yaml found, String accepted) {
    return InvalidSetting.in(
        file,
        isNull(found) ? line() : found.line(),
        "%s must be %s, not %s".formatted(key(), accepted, describe(found)));
  }

  private static String describe(Yaml found) {
    if (found instanceof Yaml.Scalar scalar) {
      return scalar.isNull() ? "empty; leave the key out to get its default" : quoted(scalar);
    }
    return found instanceof Yaml.Sequence ? "a list" : "a mapping";
  }

  private static String quoted(Yaml.Scalar scalar) {
    String text = scalar.text().lines().findFirst().orElse("");
    boolean whole = text.length() <= MOST_SHOWN && text.length() == scalar.text().length();
    return '"'
        + (whole ? text : text.substring(0, Math.min(text.length(), MOST_SHOWN)) + "…")
        + '"';
  }

  private static boolean isNull(Yaml value) {
    return value instanceof Yaml.Scalar scalar && scalar.isNull();
  }
}
