package io.github.ksmprobe.pages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request; of a name that comes twice the first counts.
 *
 * @param values decoded, by name
 */
record Query(Map<String, String> values) {

  private static final List<String> NAMES = List.of("q", "state", "reload", "page");

  Query {
    values = Map.copyOf(values);
  }

  /** Never fails: what cannot be decoded stands as it came. */
  static Query parse(@Nullable String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    pairs(raw).forEach(pair -> values.putIfAbsent(pair.getKey(), pair.getValue()));
    return new Query(values);
  }

  /** All values of a name that may come several times; just as lenient. */
  static List<String> all(@Nullable String raw, String name) {
    return pairs(raw).filter(pair -> pair.getKey().equals(name)).map(Map.Entry::getValue).toList();
  }

  private static Stream<Map.Entry<String, String>> pairs(@Nullable String raw) {
    return raw == null ? Stream.empty() : Stream.of(raw.split("&", -1)).map(Query::pair);
  }

  private static Map.Entry<String, String> pair(String text) {
    int mark = text.indexOf('=');
    return mark < 0
        ? Map.entry(decoded(text), "")
        : Map.entry(decoded(text.substring(0, mark)), decoded(text.substring(mark + 1)));
  }

  /** Empty if it is missing or blank. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * The same with one value set.
   *
   * @param value empty to leave the name out
   */
  Query with(String name, String value) {
    Map<String, String> other = new LinkedHashMap<>(values);
    other.put(name, value);
    return new Query(other);
  }

  /** That path with what the front page understands of these parameters, in a fixed order. */
  String address(String path) {
    String query =
        NAMES.stream()
            .flatMap(name -> get(name).map(value -> name + "=" + Url.encoded(value)).stream())
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  boolean is(String name, String value) {
    return value.equals(values.get(name));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
