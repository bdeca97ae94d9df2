package io.github.ksmprobe.log;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys and values as one flat JSON object: {@code jq .reason} and Loki's {@code | json} find them
 * by their names. Logback's own JSON encoder would put them into a list of objects with one key
 * each.
 */
final class JsonLine implements LineFormat {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String line(Map<String, Object> fields) {
    String json = MAPPER.writeValueAsString(fields);
    StringBuilder out = new StringBuilder(json.length());
    // What JSON leaves as it is and a terminal does not; it can stand in strings only.
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Escapes.isUnsafe(c)) {
        Escapes.append(out, c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
