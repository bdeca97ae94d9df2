package io.github.ksmprobe.webconfig;

import java.nio.file.Path;

/** Where PEM text is: in a file of its own, or in the web config file itself. */
sealed interface PemSource {

  /** File, line and key that say so, for messages. */
  String place();

  /**
   * In a file.
   *
   * @param path resolved against the web config file's folder
   */
  record InFile(String place, Path path) implements PemSource {}

  /** In the web config file. */
  record Inline(String place, String text) implements PemSource {
    /** The text may be a private key. */
    @Override
    public String toString() {
      return place;
    }
  }
}
