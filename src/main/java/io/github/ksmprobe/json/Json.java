package io.github.ksmprobe.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document. What is missing or of another type reads as the type's zero: the API
 * server sends well-formed objects, and anything else must do no harm.
 *
 * @param node a map, a list, a text, a number, a truth value or nothing
 */
public record Json(@Nullable Object node) {

  public Json get(String key) {
    return new Json(node instanceof Map<?, ?> map ? map.get(key) : null);
  }

  public Map<?, ?> object() {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  public boolean has(String key) {
    return node instanceof Map<?, ?> map && map.get(key) != null;
  }

  public List<Json> items() {
    return node instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
  }

  public String text() {
    return node instanceof String text ? text : "";
  }

  public int number() {
    return node instanceof Number number ? number.intValue() : 0;
  }

  public boolean flag() {
    return Boolean.TRUE.equals(node);
  }
}
