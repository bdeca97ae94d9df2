package io.github.ksmprobe.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class JsonTextTest {

  private static Map<String, @Nullable Object> everything() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("text", "a \"quoted\" line\n and ünicode \u2028");
    map.put("numbers", List.of(1, -7, 3_000_000_000L, 0.5));
    map.put("truth", Arrays.asList(true, false, null));
    map.put("empty", List.of(Map.of(), List.of(), ""));
    return map;
  }

  @Test
  void what_is_written_is_read_again() {
    assertEquals(everything(), JsonText.read(JsonText.line(everything())));
    assertEquals(everything(), JsonText.read(JsonText.lines(everything())));
  }

  @Test
  void it_writes_what_jackson_writes_of_the_same_values() {
    JsonMapper jackson = new JsonMapper();
    assertEquals(jackson.writeValueAsString(everything()), JsonText.line(everything()));
    assertEquals(
        jackson.writerWithDefaultPrettyPrinter().writeValueAsString(everything()),
        JsonText.lines(everything()));
  }

  @Test
  void of_a_key_written_twice_the_last_one_counts() {
    assertEquals(Map.of("a", 2), JsonText.read("{\"a\":1,\"a\":2}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1", "{\"a\":}", "]", "{} {}", "plain", "---\na: 1", "{\"a\":1}x"})
  void what_is_no_json_is_refused(String text) {
    assertThrows(JacksonException.class, () -> JsonText.read(text));
  }

  @Test
  void what_nests_without_end_is_refused() {
    assertThrows(JacksonException.class, () -> JsonText.read("[".repeat(100_000)));
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    assertEquals(deep, JsonText.read(JsonText.line(deep)));
  }
}
