package io.github.ksmprobe.manifest;

/** What parsing one document gave. */
sealed interface Parsed {

  /** A document with a value. */
  record Tree(Yaml root) implements Parsed {}

  /** Nothing but comments. */
  record Nothing() implements Parsed {}

  /**
   * Not YAML, or YAML that would cost too much to read.
   *
   * @param line of the stream, counted from 1
   * @param column counted from 1
   * @param message one sentence
   */
  record Broken(int line, int column, String message) implements Parsed {}
}
