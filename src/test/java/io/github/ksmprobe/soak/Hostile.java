package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What one puts into a file to see what a reader makes of it. */
final class Hostile {

  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "\n",
          "\t",
          "{{",
          "{{ .Values.x }}",
          "---",
          "...",
          "- - -",
          "? x",
          ": ",
          "#",
          "&a ",
          "*a",
          "*unknown",
          "!!binary x",
          "!!python/object:x",
          "<<: *a",
          "~",
          "null",
          "yes",
          "0x1F",
          "1e400",
          "-1",
          "99999999999999999999",
          "65536",
          ".nan",
          "2001-01-01",
          "%YAML 9.9",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "|",
          ">",
          "@",
          "`",
          "\u0000",
          "\u0007",
          "\ufeff",
          "\ud800",
          "a\u0301",
          "𝔘",
          "../../etc/passwd",
          "%2e%2e%2f",
          "%zz",
          "http://[::1",
          "$(POD_IP)");

  private static final List<String> ESCAPES =
      List.of(
          "\u001b[31mred\u001b[0m",
          "\u009b31m",
          "\u202eback",
          "\u2066x\u2069",
          "a\rb",
          "a\u2028b",
          "x\n::error file=a::b",
          "\n::error::x",
          "::stop-commands::x",
          "\u001b]0;title\u0007",
          "a\tb",
          "\u007f",
          "a\u200bb",
          "%0A::error::x");

  private static final Set<String> SHOWN =
      Set.of("name", "namespace", "image", "path", "port", "host", "kind", "scheme");

  private final RandomGenerator random;

  Hostile(RandomGenerator random) {
    this.random = random;
  }

  /** A string that no one writes by mistake. */
  String string() {
    return switch (random.nextInt(8)) {
      case 0 -> "x".repeat(oneOf(random, 300, 4_000, 20_000));
      case 1 -> "a/?".repeat(oneOf(random, 100, 2_000));
      case 2, 3, 4 -> "ksm" + oneOf(random, ESCAPES) + "x";
      default -> oneOf(random, WORDS);
    };
  }

  /** Any value where another stood. */
  private Object value(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean();
      case 2 -> List.of();
      case 3 -> Map.of();
      case 4 -> depth > 3 ? "deep" : new ArrayList<>(List.of(value(depth + 1), value(depth + 1)));
      case 5 -> depth > 3 ? "deep" : PodTree.map(string(), value(depth + 1));
      default -> string();
    };
  }

  /** Changes a name, a path or the like: what is shown to people. */
  void changeShown(Map<String, Object> tree) {
    List<Map.Entry<String, Object>> places = new ArrayList<>();
    collect(tree, places);
    if (!places.isEmpty()) {
      oneOf(random, places).setValue("x" + string());
    }
  }

  @SuppressWarnings("unchecked") // All maps of a tree are of one type.
  private static void collect(Object value, List<Map.Entry<String, Object>> places) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<String, Object> entry : ((Map<String, Object>) map).entrySet()) {
        if (entry.getValue() instanceof String && SHOWN.contains(entry.getKey())) {
          places.add(entry);
        }
        collect(entry.getValue(), places);
      }
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, places));
    }
  }

  /** Changes one place in a tree of maps and lists. */
  void change(Map<String, Object> tree) {
    Map<String, Object> at = tree;
    List<String> keys = new ArrayList<>(at.keySet());
    while (true) {
      String key = oneOf(random, keys);
      Map<String, Object> below = below(at, key);
      if (below.isEmpty() || random.nextInt(5) == 0) {
        put(at, key);
        return;
      }
      at = below;
      keys = new ArrayList<>(at.keySet());
    }
  }

  private void put(Map<String, Object> at, String key) {
    switch (random.nextInt(5)) {
      case 0 -> at.remove(key);
      case 1 -> at.put(string(), at.get(key));
      default -> at.put(key, value(0));
    }
  }

  /** The map below a key, made changeable; of a list, that of one of its items. */
  @SuppressWarnings("unchecked") // All maps of a tree are of one type.
  private Map<String, Object> below(Map<String, Object> at, String key) {
    if (at.get(key) instanceof Map<?, ?> map) {
      Map<String, Object> copy = PodTree.map();
      copy.putAll((Map<String, Object>) map);
      at.put(key, copy);
      return copy;
    }
    if (at.get(key) instanceof List<?> list && !list.isEmpty()) {
      List<Object> copy = new ArrayList<>(list);
      int which = random.nextInt(copy.size());
      at.put(key, copy);
      if (copy.get(which) instanceof Map<?, ?> map) {
        Map<String, Object> item = PodTree.map();
        item.putAll((Map<String, Object>) map);
        copy.set(which, item);
        return item;
      }
      copy.set(which, value(0));
    }
    return Map.of();
  }

  /** Changes some bytes of a text. */
  byte[] bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 1; i--) {
      bytes = bytes(bytes);
    }
    return bytes;
  }

  private byte[] bytes(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> replaced(bytes, from, from + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> replaced(bytes, from, to, new byte[0]);
      case 2 -> replaced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      case 3 -> Arrays.copyOf(bytes, from);
      default -> replaced(bytes, from, from, string().getBytes(StandardCharsets.UTF_8));
    };
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] whole = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, whole, 0, from);
    System.arraycopy(by, 0, whole, from, by.length);
    System.arraycopy(bytes, to, whole, from + by.length, bytes.length - to);
    return whole;
  }
}
