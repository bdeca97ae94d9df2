package io.github.ksmprobe.format;

/** Breaks sentences into lines at blanks. */
final class Wrap {

  private Wrap() {}

  /** Appends the label and the sentence, further lines indented below the sentence's start. */
  static void append(StringBuilder text, String indent, String label, String sentence, int width) {
    String hanging = indent + " ".repeat(label.length());
    text.append(indent).append(label);
    int column = hanging.length();
    boolean first = true;
    for (String word : sentence.split(" ", -1)) {
      if (!first && column + 1 + word.length() > width) {
        text.append('\n').append(hanging);
        column = hanging.length();
        first = true;
      }
      if (!first) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
      first = false;
    }
    text.append('\n');
  }
}
