package io.github.ksmprobe.text;

import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * Where sentences leave the program. What is printed with {@code println} is one line, whatever
 * stands in it; a text with lines of its own is printed with {@code print}.
 */
public final class LinePrinter extends PrintWriter {

  /** Prints to a standard stream, and knows when nobody reads that any more. */
  public LinePrinter(PrintStream out) {
    super(out, true, out.charset());
  }

  @Override
  public void println(String sentence) {
    super.println(OneLine.of(String.valueOf(sentence)));
  }

  @Override
  public void println(Object sentence) {
    println(String.valueOf(sentence));
  }
}
