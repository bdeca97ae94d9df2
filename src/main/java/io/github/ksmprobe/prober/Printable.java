package io.github.ksmprobe.prober;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes from a stranger, made fit for a report. */
final class Printable {

  private Printable() {}

  /** One char per byte in, UTF-8 read and control characters masked out. */
  static String of(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8).replaceAll("\\p{Cntrl}", "�");
  }
}
