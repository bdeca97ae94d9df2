package io.github.ksmprobe.golang;

import java.util.List;
import java.util.Optional;

/**
 * Response headers in the order they came.
 *
 * @param lines name and value pairs
 */
public record Headers(List<Line> lines) {

  /** No headers at all, as in Go's bare 400 to plain HTTP on a TLS port. */
  public static final Headers NONE = new Headers(List.of());

  public Headers {
    lines = List.copyOf(lines);
  }

  /** The first value of that name, letter case ignored. */
  public Optional<String> first(String name) {
    for (Line line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** The same with one text in place of another wherever it stands in a value. */
  public Headers replacing(String text, String other) {
    return new Headers(
        lines.stream()
            .map(line -> new Line(line.name(), line.value().replace(text, other)))
            .toList());
  }

  /** The media type in lower case, without parameters; empty without a Content-Type. */
  public String mediaType() {
    return first("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
        .orElse("");
  }

  /**
   * One header line.
   *
   * @param name as it came
   * @param value without outer blanks
   */
  public record Line(String name, String value) {}
}
