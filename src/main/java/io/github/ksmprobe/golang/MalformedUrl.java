package io.github.ksmprobe.golang;

import java.io.Serial;

/**
 * What Go says of a text that is no URL. It never leaves this room: {@link GoUrl#parse} turns it
 * into a value.
 */
final class MalformedUrl extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedUrl(String message) {
    super(message, null, false, false);
  }

  /** Never null, unlike the message of exceptions in general. */
  String text() {
    return String.valueOf(getMessage());
  }
}
