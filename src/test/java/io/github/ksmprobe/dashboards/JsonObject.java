package io.github.ksmprobe.dashboards;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of JSON that keep the order in which they are written. */
final class JsonObject {

  private JsonObject() {}

  /** From names and values in turn. */
  static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return object;
  }
}
