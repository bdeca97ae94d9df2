package io.github.ksmprobe.log;

/**
 * Characters that must not reach a terminal as they are: those that break a line, start an escape
 * sequence, or turn the direction of writing so that a line reads as something else. Values come
 * from the network, so anybody may put them there.
 */
final class Escapes {

  private Escapes() {}

  /** Whether it is written as a backslash, a u and four digits. */
  static boolean isUnsafe(char c) {
    return switch (Character.getType(c)) {
      // Control characters (C0, DEL, C1); directions and other invisible ones; U+2028 and U+2029.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Such a character as both logfmt and JSON write it. */
  static void append(StringBuilder out, char c) {
    out.append("\\u").append("%04x".formatted((int) c));
  }
}
