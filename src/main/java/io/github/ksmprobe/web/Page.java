package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.text.Escapes;
import java.util.Map;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param contentType with charset
 * @param headers besides that, by name
 * @param body the text
 */
public record Page(int status, String contentType, Map<String, String> headers, String body) {

  public Page {
    requireNonNull(contentType);
    headers = Map.copyOf(headers);
    requireNonNull(body);
  }

  static Page text(int status, String body) {
    return new Page(status, "text/plain; charset=utf-8", Map.of(), body);
  }

  static Page html(int status, String body) {
    // Names may turn the direction of writing, too, so that a page says something else.
    return new Page(status, "text/html; charset=utf-8", Map.of(), Escapes.in(body));
  }

  static Page json(String body) {
    return new Page(200, "application/json; charset=utf-8", Map.of(), body);
  }

  static Page unauthorized() {
    return text(401, "Unauthorized\n")
        .with("WWW-Authenticate", "Basic realm=\"ksm-probe-exporter\"");
  }

  static Page later(String body) {
    return text(503, body).with("Retry-After", "1");
  }

  static Page notFound() {
    return text(404, "404 page not found\n");
  }

  Page with(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Page(status, contentType, more, body);
  }
}
