package io.github.ksmprobe.manifest;

/**
 * Something in a manifest that could not be read.
 *
 * @param kind what went wrong
 * @param source the file as it was named, without the number of the document
 * @param line counted from 1; 0 where the problem is the file itself
 * @param column counted from 1; 0 where the problem is the file or a whole line
 * @param message one sentence: what is wrong, where in the object, what to do
 */
public record ManifestProblem(Kind kind, String source, int line, int column, String message) {

  /** What the reader has to tell apart; the message says the same to a person. */
  public enum Kind {
    /** A Helm template that is not rendered yet: one command cures all of a file's. */
    TEMPLATE,
    OTHER
  }

  /** As compilers write it, so that terminals and editors find the place. */
  @Override
  public String toString() {
    return source
        + ":"
        + (line > 0 ? line + ":" : "")
        + (column > 0 ? column + ":" : "")
        + " "
        + message;
  }
}
