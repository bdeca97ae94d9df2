package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param contentType with charset
 * @param body the text
 */
public record Page(int status, String contentType, String body) {

  public Page {
    requireNonNull(contentType);
    requireNonNull(body);
  }

  static Page text(int status, String body) {
    return new Page(status, "text/plain; charset=utf-8", body);
  }
}
