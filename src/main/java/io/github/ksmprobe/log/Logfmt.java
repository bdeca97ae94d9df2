package io.github.ksmprobe.log;

import io.github.ksmprobe.text.Escapes;
import java.util.Map;

/**
 * Keys and values as {@code key=value}, quoted the way Go's logfmt quotes and Loki reads.
 *
 * <p>Logback's own pattern puts quotes around values and escapes nothing inside them: a quote or a
 * line break in a value would end the value or the line. The encoders that others published are
 * either unmaintained or know nothing of slf4j's keys and values.
 */
final class Logfmt implements LineFormat {

  @Override
  public String line(Map<String, Object> fields) {
    StringBuilder out = new StringBuilder(256);
    fields.forEach(
        (key, value) -> {
          if (!out.isEmpty()) {
            out.append(' ');
          }
          appendKey(out, key);
          out.append('=');
          appendValue(out, value.toString());
        });
    return out.toString();
  }

  // Ours are constants and need nothing; a library's may hold anything.
  private static void appendKey(StringBuilder out, String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && c != '=' && c != '"';
      out.append(plain ? c : '_');
    }
  }

  private static void appendValue(StringBuilder out, String value) {
    if (!value.isEmpty() && value.codePoints().noneMatch(Logfmt::needsQuotes)) {
      out.append(value);
      return;
    }
    out.append('"');
    value.codePoints().forEach(c -> appendQuoted(out, c));
    out.append('"');
  }

  private static void appendQuoted(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Character.getType(c) == Character.SURROGATE) {
          // Half of a pair; it has no form in UTF-8.
          out.append('\ufffd');
        } else if (Escapes.isUnsafe(c)) {
          Escapes.append(out, c);
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean needsQuotes(int c) {
    return c == ' '
        || c == '='
        || c == '"'
        || c == '\\'
        || Character.isSupplementaryCodePoint(c)
        || Character.isSpaceChar(c)
        || Escapes.isUnsafe(c);
  }
}
