package io.github.ksmprobe.policy;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;

/** Values as CEL writes them, the language of the API server's policies. */
final class Cel {

  private Cel() {}

  static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** A regular expression, in which nothing is escaped. */
  static String pattern(String regex) {
    return "r'" + regex + "'";
  }

  static String list(Collection<String> texts) {
    return texts.stream().map(Cel::text).collect(joining(", ", "[", "]"));
  }

  /** One key a line. */
  static String map(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> "  " + text(entry.getKey()) + ": " + entry.getValue())
        .collect(joining(",\n", "{\n", "\n}"));
  }
}
