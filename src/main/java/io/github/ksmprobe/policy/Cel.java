package io.github.ksmprobe.policy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as CEL writes them, the language of the API server's policies. */
final class Cel {

  private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Za-z]+)}");

  private Cel() {}

  /** A text whose holes, {@code ${name}}, are filled by name. */
  static String filled(String text, Map<String, String> values) {
    return HOLE.matcher(text)
        .replaceAll(hole -> Matcher.quoteReplacement(requireNonNull(values.get(hole.group(1)))));
  }

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
