package io.github.ksmprobe.text;

/**
 * Words of anybody as one line: what a terminal would act on is escaped, what a CI system would
 * take for a command is disarmed, and what is too long ends in an ellipsis.
 *
 * <p>GitHub obeys a line that begins with {@code ::}, and there and in Azure Pipelines and TeamCity
 * {@code ##} with a bracket behind it, wherever it stands.
 */
public final class OneLine {

  /** The most characters of a line; an ellipsis stands for what is beyond. */
  public static final int LONGEST = 2_000;

  private final StringBuilder line = new StringBuilder();
  private int shown;
  private boolean cut;
  private boolean blank = true;
  private int last;

  OneLine() {}

  public static String of(String words) {
    OneLine line = new OneLine();
    line.add(words);
    return line.toString();
  }

  /** Words in the middle of a line that begins with something else, at most so many characters. */
  public static String within(String words, int longest) {
    OneLine line = new OneLine();
    line.blank = false;
    line.add(words, longest);
    return line.toString();
  }

  void add(String words) {
    add(words, LONGEST);
  }

  /** Adds what is part of no text: an escape code that this program chose. */
  void style(String code) {
    line.append(code);
  }

  private void add(String words, int longest) {
    for (int i = 0; i < words.length() && !cut; ) {
      int c = words.codePointAt(i);
      i += Character.charCount(c);
      int before = line.length();
      append(c);
      shown += line.length() - before;
      if (shown > longest) {
        line.setLength(before);
        line.append('…');
        cut = true;
      }
      blank &= Character.isSpaceChar(c);
      last = c;
    }
  }

  private void append(int c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        boolean command = (c == ':' && blank) || (c == '#' && last == '#');
        if (command || Escapes.isUnsafe(c)) {
          Escapes.append(line, c);
        } else {
          line.appendCodePoint(c);
        }
      }
    }
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
