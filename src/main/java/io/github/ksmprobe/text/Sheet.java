package io.github.ksmprobe.text;

/**
 * A text for people while it is written: words are added to a line, and only {@link #end} ends it.
 * So no value can begin a line of its own, wherever it came from.
 */
public final class Sheet {

  /** Two or three of ours; longer ones repeat what somebody else wrote. */
  private static final int LONGEST_SENTENCE = 4_000;

  private final StringBuilder text = new StringBuilder();
  private OneLine line = new OneLine();

  public Sheet add(String words) {
    line.add(words);
    return this;
  }

  /**
   * The same in a colour.
   *
   * @param style the code that switches it on; empty for none
   */
  public Sheet add(String words, String style) {
    if (style.isEmpty()) {
      return add(words);
    }
    line.style(style);
    line.add(words);
    line.style("\u001b[0m");
    return this;
  }

  public Sheet end() {
    text.append(line).append('\n');
    line = new OneLine();
    return this;
  }

  /** The same without the blanks before it. */
  public Sheet endTrimmed() {
    text.append(line.toString().stripTrailing()).append('\n');
    line = new OneLine();
    return this;
  }

  /** A sentence behind a label, broken at blanks and indented to where it began. */
  public Sheet paragraph(String label, String sentence, int width) {
    String indent = " ".repeat(label.length());
    int column = label.length();
    boolean first = true;
    add(label);
    String said =
        sentence.length() <= LONGEST_SENTENCE
            ? sentence
            : sentence.substring(0, LONGEST_SENTENCE) + "…";
    for (String word : said.split(" ", -1)) {
      if (!first && column + 1 + word.length() > width) {
        end().add(indent);
        column = label.length();
        first = true;
      }
      add(first ? word : " " + word);
      column += word.length() + (first ? 0 : 1);
      first = false;
    }
    return end();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
