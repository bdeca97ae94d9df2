package io.github.ksmprobe.golang;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes from a stranger, made fit for a report. */
public final class Printable {

  private Printable() {}

  /** One char per byte in, UTF-8 read and control characters masked out. */
  public static String of(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8).replaceAll("\\p{Cntrl}", "�");
  }
}
