package io.github.ksmprobe.yaml;

import java.io.IOException;
import java.io.Reader;

/**
 * Hands a document to the engine, and stops when one value of it grows too long.
 *
 * <p>The engine holds a word without blanks in one piece, and copies it each time it reads on:
 * fifty megabytes of one letter would cost minutes and gigabytes.
 */
final class MeteredText extends Reader {

  /** Kubernetes stores no object half as large. */
  static final int MOST_CHARACTERS = 4 << 20;

  private final String text;
  private int position;
  private int mark;
  private boolean exceeded;

  MeteredText(String text) {
    this.text = text;
  }

  /** Starts counting again: a value is complete. */
  void restart() {
    mark = position;
  }

  boolean isExceeded() {
    return exceeded;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (position - mark > MOST_CHARACTERS) {
      exceeded = true;
      throw new IOException("a value of the document is too long");
    }
    int end = Math.min(text.length(), position + length);
    int count = end - position;
    text.getChars(position, end, into, offset);
    position = end;
    return count == 0 ? -1 : count;
  }

  @Override
  public void close() {}
}
