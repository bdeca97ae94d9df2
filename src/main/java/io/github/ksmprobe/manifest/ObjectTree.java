package io.github.ksmprobe.manifest;

import io.github.ksmprobe.yaml.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object that is no text but a tree of maps, lists and values already: it has no lines. */
final class ObjectTree {

  private ObjectTree() {}

  /** The same as if it had been written as JSON: texts in quotes, everything else without. */
  static Yaml of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          new Yaml.Mapping(
              map.entrySet().stream()
                  .map(one -> new Yaml.Entry(quoted(one.getKey()), of(one.getValue())))
                  .toList(),
              "",
              0,
              0);
      case List<?> list -> new Yaml.Sequence(list.stream().map(ObjectTree::of).toList(), "", 0, 0);
      case String text -> quoted(text);
      case null, default -> new Yaml.Scalar(String.valueOf(value), true, "", 0, 0);
    };
  }

  private static Yaml quoted(Object text) {
    return new Yaml.Scalar(text.toString(), false, "", 0, 0);
  }
}
