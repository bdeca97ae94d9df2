package io.github.ksmprobe.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read instead of a value, and its colour: that says right or wrong, the text says which.
 *
 * @param value a number, or a text that a label has
 */
record Mapping(String value, String text, String colour) {

  static final String RIGHT = "green";
  static final String WRONG = "red";
  static final String DISCARDED = "dark-red";
  static final String DOUBTFUL = "orange";
  // Readable with white letters on it and as letters, on dark and on light.
  static final String UNKNOWN = "#7b8087";

  /** No data is no good news: tiles have this value then. */
  static final Mapping NOT_KNOWN = new Mapping("-1", "not known", UNKNOWN);

  static Mapping of(int value, String text, String colour) {
    return new Mapping(String.valueOf(value), text, colour);
  }

  static Mapping right(String text) {
    return new Mapping(text, text, RIGHT);
  }

  static List<Map<String, @Nullable Object>> json(List<Mapping> mappings) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (Mapping one : mappings) {
      options.put(
          one.value, JsonObject.of("text", one.text, "color", one.colour, "index", options.size()));
    }
    return options.isEmpty()
        ? List.of()
        : List.of(JsonObject.of("type", "value", "options", options));
  }
}
