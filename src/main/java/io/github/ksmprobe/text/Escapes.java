package io.github.ksmprobe.text;

/**
 * Characters that must not reach a terminal as they are: those that break a line, start an escape
 * sequence, or turn the direction of writing so that a line reads as something else. Values come
 * from manifests and the network, so anybody may put them there.
 */
public final class Escapes {

  private Escapes() {}

  /** Whether it is written as a backslash, a u and four digits. */
  public static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // Control characters (C0, DEL, C1); directions and other invisible ones; U+2028 and U+2029;
      // halves of a pair that lack the other one.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Such a character as both logfmt and JSON write it; beyond U+FFFF as two. */
  public static void append(StringBuilder out, int codePoint) {
    for (char half : Character.toChars(codePoint)) {
      out.append("\\u").append("%04x".formatted((int) half));
    }
  }

  /**
   * A whole text, JSON or HTML for example, whose own line ends stay. In JSON such a character can
   * stand in a string only, and there the escape means the same.
   */
  public static String in(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c != '\n' && isUnsafe(c)) {
                append(out, c);
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
