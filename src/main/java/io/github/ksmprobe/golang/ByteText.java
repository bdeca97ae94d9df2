package io.github.ksmprobe.golang;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Go strings are bytes. Here each char of a "byte text" is one byte, 0 to 255, so that Go's rules,
 * which look at bytes, can be written down as they are and nothing is lost on the way to the wire.
 */
public final class ByteText {

  private ByteText() {}

  /** The UTF-8 bytes of a text, one per char. */
  public static String of(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** For a person to read: the bytes taken as UTF-8. */
  public static String readable(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  /** As Go's %q shows it, for texts without exotic characters. */
  public static String quoted(String bytes) {
    StringBuilder out = new StringBuilder("\"");
    String text = readable(bytes);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\x%02x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Whether a byte is an ASCII control character. */
  static boolean isControl(char c) {
    return c < ' ' || c == 0x7f;
  }

  static boolean hasControl(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (isControl(bytes.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  public static boolean isAscii(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** ASCII letters only; Go's ToLower on a scheme sees nothing else. */
  static String lower(String bytes) {
    StringBuilder out = new StringBuilder(bytes);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        out.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return out.toString();
  }

  /** Without blanks, tabs and line ends around it, as Go trims header values to send. */
  public static String trimmed(String value) {
    return trimmed(value, " \t\r\n");
  }

  /** Without any of these characters around it. */
  static String trimmed(String value, String characters) {
    int start = 0;
    int end = value.length();
    while (start < end && characters.indexOf(value.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && characters.indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(start, end);
  }
}
