package io.github.ksmprobe.log;

import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.text.Escapes;
import java.util.Map;

/**
 * Keys and values as one flat JSON object: {@code jq .reason} and Loki's {@code | json} find them
 * by their names. Logback's own JSON encoder would put them into a list of objects with one key
 * each.
 */
final class JsonLine implements LineFormat {

  @Override
  public String line(Map<String, Object> fields) {
    return Escapes.in(JsonText.line(fields));
  }
}
