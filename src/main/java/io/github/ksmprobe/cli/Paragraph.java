package io.github.ksmprobe.cli;

import java.util.Arrays;
import java.util.Iterator;

/** A sentence behind a label, broken at blanks and indented to where it began. */
final class Paragraph {

  private static final int WIDTH = 100;

  private Paragraph() {}

  static void append(StringBuilder text, String label, String sentence) {
    String indent = "\n" + " ".repeat(label.length());
    Iterator<String> words = Arrays.asList(sentence.split(" ", -1)).iterator();
    String first = words.next();
    text.append(label).append(first);
    int column = label.length() + first.length();
    while (words.hasNext()) {
      String word = words.next();
      boolean fits = column + 1 + word.length() <= WIDTH;
      text.append(fits ? " " : indent).append(word);
      column = (fits ? column + 1 : label.length()) + word.length();
    }
    text.append('\n');
  }
}
