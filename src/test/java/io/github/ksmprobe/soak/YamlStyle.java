package io.github.ksmprobe.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Ways to write the same objects. Only what carries no meaning differs: strings may be quoted,
 * numbers may not.
 *
 * @param json as JSON, and then all else but key order and line ends is without effect
 * @param anchors what occurs again is written as an alias
 */
record YamlStyle(
    boolean json,
    boolean shuffled,
    boolean quoted,
    boolean flow,
    boolean anchors,
    boolean comments,
    boolean crlf,
    boolean bom) {

  static final YamlStyle PLAIN =
      new YamlStyle(false, false, false, false, false, false, false, false);

  private static final Pattern SAFE = Pattern.compile("[a-zA-Z/][a-zA-Z0-9_./-]*+");
  private static final List<String> WORDS =
      List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  /** Any of them. */
  static YamlStyle of(RandomGenerator random) {
    return new YamlStyle(
        random.nextInt(5) == 0,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(3) == 0,
        random.nextInt(3) == 0,
        random.nextBoolean(),
        random.nextInt(3) == 0,
        random.nextInt(4) == 0);
  }

  /** Those objects as one stream. */
  String write(List<Map<String, Object>> objects, RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> object : objects) {
      // A stream of JSON values has no separator that YAML would take; a document each has.
      text.append(objects.size() > 1 ? "---\n" : "");
      new Writer(random, text).document(object);
    }
    String lines = crlf ? text.toString().replace("\n", "\r\n") : text.toString();
    return bom ? '\ufeff' + lines : lines;
  }

  private final class Writer {
    private final RandomGenerator random;
    private final StringBuilder text;
    private final Map<Object, String> anchored = new HashMap<>();

    Writer(RandomGenerator random, StringBuilder text) {
      this.random = random;
      this.text = text;
    }

    void document(Map<String, Object> object) {
      if (json) {
        inline(object);
        text.append('\n');
        return;
      }
      block(object, 0);
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      if (shuffled) {
        Collections.shuffle(entries, random);
      }
      return entries;
    }

    /** As a block, from the start of a line to the start of another. */
    private void block(Object value, int indent) {
      if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        for (Map.Entry<?, ?> entry : entries(map)) {
          comment(indent);
          text.append(" ".repeat(indent));
          string(entry.getKey().toString());
          text.append(':');
          after(entry.getValue(), indent);
        }
      } else if (value instanceof List<?> list && !list.isEmpty()) {
        for (Object item : list) {
          text.append(" ".repeat(indent)).append('-');
          after(item, indent);
        }
      } else {
        text.append(" ".repeat(indent));
        inline(value);
        text.append('\n');
      }
    }

    /** Behind a colon or a dash. */
    private void after(Object value, int indent) {
      boolean nested = isNested(value);
      if (nested && anchors) {
        String known = anchored.get(value);
        if (known != null) {
          text.append(" *").append(known).append('\n');
          return;
        }
        String name = "a" + anchored.size();
        anchored.put(value, name);
        text.append(" &").append(name);
      }
      if (nested && !(flow && random.nextInt(3) == 0)) {
        text.append('\n');
        block(value, indent + 2);
      } else {
        text.append(' ');
        inline(value);
        text.append(comments && random.nextInt(9) == 0 ? " # as it is" : "").append('\n');
      }
    }

    private static boolean isNested(Object value) {
      return (value instanceof Map<?, ?> map && !map.isEmpty())
          || (value instanceof List<?> list && !list.isEmpty());
    }

    private void comment(int indent) {
      if (comments && random.nextInt(12) == 0) {
        text.append(" ".repeat(indent)).append("# a: comment\n");
      }
    }

    private void inline(Object value) {
      switch (value) {
        case Map<?, ?> map -> {
          text.append('{');
          String between = "";
          for (Map.Entry<?, ?> entry : entries(map)) {
            text.append(between);
            string(entry.getKey().toString());
            text.append(": ");
            inline(entry.getValue());
            between = ", ";
          }
          text.append('}');
        }
        case List<?> list -> {
          text.append('[');
          String between = "";
          for (Object item : list) {
            text.append(between);
            inline(item);
            between = ", ";
          }
          text.append(']');
        }
        case String string -> string(string);
        default -> text.append(value);
      }
    }

    private void string(String value) {
      boolean plain =
          SAFE.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
      if (json || (!plain && (value.indexOf('\n') >= 0 || !quoted))) {
        text.append(doubleQuoted(value));
      } else if (plain && !(quoted && random.nextBoolean())) {
        text.append(value);
      } else if (random.nextBoolean()) {
        text.append(doubleQuoted(value));
      } else {
        text.append('\'').append(value.replace("'", "''")).append('\'');
      }
    }
  }

  /** Between double quotes, where YAML and JSON agree. */
  static String doubleQuoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (Printed.isRaw(c) || c == '\n') {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
