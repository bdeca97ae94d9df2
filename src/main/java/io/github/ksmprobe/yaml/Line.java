package io.github.ksmprobe.yaml;

/**
 * One line of text with its line end.
 *
 * @param number counted from 1
 * @param text empty where it could not be decoded
 * @param flaw why this is not text; empty where it is
 * @param flawColumn where the flaw begins, counted from 1; 0 where there is none
 */
record Line(int number, String text, String flaw, int flawColumn) {

  static Line of(int number, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isForbidden(c)) {
        String flaw =
            "here is the control character U+%04X, as in no text file: remove it, or name another file"
                .formatted((int) c);
        return new Line(number, "", flaw, i + 1);
      }
    }
    return new Line(number, text, "", 0);
  }

  /** What YAML allows in no file, not even in quotes. */
  private static boolean isForbidden(char c) {
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r')
        || (c >= '\u007f' && c <= '\u009f' && c != '\u0085')
        || c >= '\ufffe';
  }

  static Line undecodable(int number, int column, String charset) {
    String flaw = "this is not valid %s text: save the file as UTF-8".formatted(charset);
    return new Line(number, "", flaw, column);
  }

  /** {@code ---} at the very left begins a document wherever it stands, even in a quoted text. */
  boolean beginsDocument() {
    return isMarker("---");
  }

  /** {@code ...} at the very left ends one. */
  boolean endsDocument() {
    return isMarker("...");
  }

  /** Whether a document may still begin after it: blank, a comment, or a directive. */
  boolean isPreamble() {
    return flaw.isEmpty()
        && (text.startsWith("%") || text.isBlank() || text.stripLeading().startsWith("#"));
  }

  /** Whether it adds nothing to a document: blank, a comment, or the bare beginning of one. */
  boolean isEmpty() {
    return flaw.isEmpty()
        && (text.isBlank()
            || text.stripLeading().startsWith("#")
            || (beginsDocument() && text.substring(3).isBlank()));
  }

  private boolean isMarker(String marker) {
    return text.startsWith(marker)
        && (text.length() == 3 || Character.isWhitespace(text.charAt(3)));
  }
}
