package io.github.ksmprobe.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML document and where it stands.
 *
 * <p>The engine's own nodes would do, but each keeps two marks with a window of the text: a
 * cluster's pod list of 50 MB would need gigabytes. These keep a line and a column.
 */
public sealed interface Yaml {

  /** Counted from 1 over the whole stream. */
  int line();

  /** Counted from 1. */
  int column();

  /** The tag, {@code !vault} for example; empty where the value has none. */
  String tag();

  /** Whether the tag says more than the value's form does, as {@code !!str} does not. */
  default boolean isTagged() {
    return !tag().isEmpty() && !tag().startsWith("tag:yaml.org,2002:");
  }

  /** Whether this is what an unrendered {@code {{ … }}} looks like to a YAML parser. */
  default boolean isTemplate() {
    return switch (this) {
      case Scalar scalar -> scalar.text.contains("{{");
      case Sequence _ -> false;
      case Mapping mapping ->
          mapping.entries.size() == 1 && mapping.entries.getFirst().key instanceof Mapping;
    };
  }

  /**
   * A text, number, truth value or null.
   *
   * @param text without quotes
   * @param plain written without quotes, so that it may be a number or null
   */
  record Scalar(String text, boolean plain, String tag, int line, int column) implements Yaml {

    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  record Sequence(List<Yaml> items, String tag, int line, int column) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A key and its value.
   *
   * @param key a scalar in every Kubernetes object
   */
  record Entry(Yaml key, Yaml value) {

    private boolean has(String name) {
      return key instanceof Scalar scalar && scalar.text.equals(name);
    }

    /** Whether the key is YAML 1.1's {@code <<}, and not a quoted one. */
    public boolean isMerge() {
      return key instanceof Scalar scalar && scalar.plain && scalar.text.equals("<<");
    }

    /** The mappings that {@code <<} takes over, the highest precedence first. */
    private List<Mapping> merged() {
      return switch (value) {
        case Mapping mapping -> List.of(mapping);
        case Sequence sequence ->
            sequence.items.stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
        case Scalar _ -> List.of();
      };
    }
  }

  /** Keys with values; of a key written twice the last one counts, as for kubectl. */
  record Mapping(List<Entry> entries, String tag, int line, int column) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value of a key, own or merged with {@code <<}; own ones count more. */
    public Optional<Yaml> get(String name) {
      for (Entry entry : entries.reversed()) {
        if (entry.has(name)) {
          return Optional.of(entry.value);
        }
      }
      return entries.stream()
          .filter(Entry::isMerge)
          .flatMap(entry -> entry.merged().stream())
          .flatMap(mapping -> mapping.get(name).stream())
          .findFirst();
    }

    /** All values by key, own and merged; keys that are no text are left out. */
    public Map<String, Yaml> all() {
      Map<String, Yaml> all = new LinkedHashMap<>();
      for (Entry entry : entries) {
        if (entry.isMerge()) {
          entry.merged().forEach(mapping -> mapping.all().forEach(all::putIfAbsent));
        }
      }
      for (Entry entry : entries) {
        if (!entry.isMerge() && entry.key instanceof Scalar scalar) {
          all.put(scalar.text, entry.value);
        }
      }
      return all;
    }
  }
}
