package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.text.Nearest;
import io.github.ksmprobe.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys and values of a file, or of one of its keys, in the order they are written. */
public final class Section {

  private final String file;
  private final int line;
  private final Map<String, Value> values;

  private Section(String file, int line, Map<String, Value> values) {
    this.file = file;
    this.line = line;
    this.values = values;
  }

  static Section none(String file) {
    return new Section(file, 0, Map.of());
  }

  /** The keys of a mapping, each at most once. */
  static Section of(String file, List<String> path, Yaml.Mapping mapping) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      if (!(entry.key() instanceof Yaml.Scalar name)) {
        throw InvalidSetting.in(
            file, entry.key().line(), "a key is a word, not a list or a mapping");
      }
      List<String> full = new ArrayList<>(path);
      full.add(name.text());
      put(values, name.text(), new Value(file, full, entry), file);
    }
    return new Section(file, mapping.line(), values);
  }

  private static void put(Map<String, Value> values, String key, Value value, String file) {
    Value before = values.putIfAbsent(key, value);
    if (before != null) {
      throw InvalidSetting.in(
          file,
          value.line(),
          "key \"%s\" is already in line %d; keep one of them".formatted(key, before.line()));
    }
  }

  /**
   * The same, once it is sure that nothing else stands there.
   *
   * @param known every key that is accepted, in the order to list them
   * @throws InvalidSetting at the first other key, with the nearest known one and all of them
   */
  public Section only(Collection<String> known) {
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw InvalidSetting.in(
            file,
            entry.getValue().line(),
            "unknown key \"%s\"%s Known keys: %s"
                .formatted(
                    entry.getKey(),
                    Nearest.to(entry.getKey(), known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("."),
                    String.join(", ", known)));
      }
    }
    return this;
  }

  /** The value of a key; empty where the file leaves it out. */
  public Optional<Value> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * The value of a key that has to be there.
   *
   * @param example how it is written
   * @throws InvalidSetting if it is not
   */
  public Value required(String key, String example) {
    return value(key)
        .orElseThrow(
            () ->
                InvalidSetting.in(
                    file,
                    line,
                    "key \"%s\" is missing; write, for example, %s".formatted(key, example)));
  }

  /** The same, where a key with nothing behind it is a key left out, as in Go. */
  public Optional<Value> given(String key) {
    return value(key).filter(value -> !value.isNull());
  }

  /**
   * The same with what a key {@code <<} merges, as in YAML 1.1.
   *
   * @throws InvalidSetting if a key comes twice then, as in Go
   */
  public Section withMerged() {
    Optional<Value> merge = value("<<").filter(Value::isMerge);
    if (merge.isEmpty()) {
      return this;
    }
    Map<String, Value> all = new LinkedHashMap<>(values);
    all.remove("<<");
    for (Section section : merge.get().merged()) {
      section.withMerged().values.forEach((key, value) -> put(all, key, value, file));
    }
    return new Section(file, line, all);
  }

  /** All values by key, for mappings whose keys are free, names of users for example. */
  public Map<String, Value> values() {
    return Collections.unmodifiableMap(values);
  }
}
