package io.github.ksmprobe.golang;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** Bytes from a stranger, made fit for a report. */
public final class Printable {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Printable() {}

  /** One char per byte in, UTF-8 read and control characters masked out. */
  public static String of(String bytes) {
    String text = new String(bytes.getBytes(ISO_8859_1), UTF_8);
    return CONTROL.matcher(text).replaceAll("�");
  }
}
