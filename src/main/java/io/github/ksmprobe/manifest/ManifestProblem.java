package io.github.ksmprobe.manifest;

import static java.util.Objects.requireNonNull;

/**
 * Something in a manifest that could not be read.
 *
 * @param source the file as it was named, without the number of the document
 * @param line counted from 1; 0 where the problem is the file itself
 * @param column counted from 1; 0 where the problem is the file or a whole line
 * @param message one sentence: what is wrong, where in the object, what to do
 */
public record ManifestProblem(String source, int line, int column, String message) {

  public ManifestProblem {
    requireNonNull(source);
    requireNonNull(message);
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
