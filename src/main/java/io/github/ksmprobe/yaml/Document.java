package io.github.ksmprobe.yaml;

/** The text of one document of a stream. */
sealed interface Document {

  /**
   * Text that a YAML parser may be given.
   *
   * @param firstLine the line of the stream that it begins on, counted from 1
   * @param text with its line ends
   */
  record Text(int firstLine, String text) implements Document {}

  /** No text at all; the flaw says why. */
  record Garbled(Line flaw) implements Document {}
}
