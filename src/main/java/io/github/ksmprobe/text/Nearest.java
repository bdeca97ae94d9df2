package io.github.ksmprobe.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was probably meant to be. */
public final class Nearest {

  private Nearest() {}

  /** The nearest by edits, where they are fewer than a third of its letters. */
  public static Optional<String> to(String typed, Collection<String> known) {
    String plain = plain(typed);
    return known.stream()
        // What is much longer costs nothing: to count edits takes time as both lengths multiplied.
        .filter(word -> plain.length() < 2 * plain(word).length())
        .filter(word -> edits(plain, plain(word)) <= plain(word).length() / 3)
        .min(Comparator.comparingInt(word -> edits(plain, plain(word))));
  }

  /** Without case and separators: {@code --listenAddress} and {@code listen_address} are one. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  // Levenshtein's distance, with two letters that changed places as one edit; three rows at a time.
  private static int edits(String one, String other) {
    int[] before = new int[other.length() + 1];
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    return above[other.length()];
  }
}
