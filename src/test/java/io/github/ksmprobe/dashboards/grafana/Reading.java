package io.github.ksmprobe.dashboards.grafana;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What is read instead of a value.
 *
 * @param text that is shown
 * @param colour that goes with it, by name, or {@code palette} where the series gives it
 */
public record Reading(String text, String colour) {

  /** Of a text or a number; empty for what is not there. */
  static Reading of(Optional<Object> value, FieldSettings field) {
    Optional<JsonNode> mapped =
        field.mappings().stream().flatMap(one -> mapped(one, value).stream()).findFirst();
    String text =
        mapped
            .map(result -> result.path("text").asString(""))
            .filter(own -> !own.isEmpty())
            .or(() -> value.map(known -> plain(known, field)))
            .filter(known -> !known.isEmpty())
            .orElse(field.text("noValue"));
    String colour =
        mapped
            .map(result -> result.path("color").asString(""))
            .filter(own -> !own.isEmpty())
            .orElseGet(() -> colour(value, field));
    return new Reading(text, colour);
  }

  private static Optional<JsonNode> mapped(JsonNode mapping, Optional<Object> value) {
    JsonNode options = mapping.path("options");
    return switch (mapping.path("type").asString()) {
      case "value" -> value.map(Units::key).map(options::get);
      case "range" ->
          value
              .flatMap(Reading::number)
              .filter(
                  number ->
                      number >= options.path("from").asDouble(Double.NEGATIVE_INFINITY)
                          && number <= options.path("to").asDouble(Double.POSITIVE_INFINITY))
              .map(_ -> options.path("result"));
      case "regex" ->
          value
              .filter(String.class::isInstance)
              .filter(
                  text ->
                      Pattern.compile(options.path("pattern").asString().replaceAll("^/|/$", ""))
                          .matcher((String) text)
                          .find())
              .map(_ -> options.path("result"));
      case "special" ->
          Optional.of(options.path("result"))
              .filter(
                  _ ->
                      switch (options.path("match").asString()) {
                        case "null", "null+nan" -> value.isEmpty();
                        case "empty" -> value.filter(""::equals).isPresent();
                        default -> throw new IllegalStateException("unknown here: " + mapping);
                      });
      default -> throw new IllegalStateException("unknown here: " + mapping);
    };
  }

  private static Optional<Double> number(Object value) {
    return value instanceof Double known ? Optional.of(known) : Optional.empty();
  }

  private static String plain(Object value, FieldSettings field) {
    return number(value)
        .map(known -> Units.formatted(known, field.text("unit"), field.settings().path("decimals")))
        .orElseGet(value::toString);
  }

  // A text, and what is not there, has the colour of the lowest step.
  private static String colour(Optional<Object> value, FieldSettings field) {
    JsonNode colour = field.settings().path("color");
    return switch (colour.path("mode").asString("thresholds")) {
      case "thresholds" -> step(value.flatMap(Reading::number), field.thresholds());
      case "fixed" -> colour.path("fixedColor").asString();
      case "palette-classic" -> "palette";
      default -> throw new IllegalStateException("unknown to this test: " + colour);
    };
  }

  static String step(Optional<Double> value, List<JsonNode> steps) {
    double number = value.orElse(Double.NEGATIVE_INFINITY);
    String colour = "";
    for (JsonNode one : steps) {
      if (number >= one.path("value").asDouble(Double.NEGATIVE_INFINITY)) {
        colour = one.path("color").asString();
      }
    }
    return colour;
  }
}
