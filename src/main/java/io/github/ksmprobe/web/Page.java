package io.github.ksmprobe.web;

import com.sun.net.httpserver.HttpExchange;
import io.github.ksmprobe.text.Escapes;
import java.io.IOException;
import java.util.Map;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param contentType with charset
 * @param headers besides that, by name
 * @param body the text, as bytes
 */
public record Page(int status, String contentType, Map<String, String> headers, Content body) {

  public Page {
    headers = Map.copyOf(headers);
  }

  public static Page of(int status, String contentType, String body) {
    return new Page(status, contentType, Map.of(), Content.of(body));
  }

  public static Page text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  public static Page html(int status, String body) {
    // Names may turn the direction of writing, too, so that a page says something else.
    return of(status, "text/html; charset=utf-8", Escapes.in(body));
  }

  public static Page json(String body) {
    return of(200, "application/json; charset=utf-8", body);
  }

  static Page unauthorized() {
    return text(401, "Unauthorized\n")
        .with("WWW-Authenticate", "Basic realm=\"ksm-probe-exporter\"");
  }

  public static Page later(String body) {
    return text(503, body).with("Retry-After", "1");
  }

  static Page notFound() {
    return text(404, "404 page not found\n");
  }

  static Page onlyAllowed(String method) {
    return text(405, "Only " + method + " is allowed here.\n")
        .with("Allow", method.equals("GET") ? "GET, HEAD" : method);
  }

  static Page failed() {
    return text(500, "Internal error; the log says more.\n");
  }

  public Page with(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(name, value);
    return new Page(status, contentType, more, body);
  }

  /** Sends it whole; of HEAD all but the body. */
  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    headers.forEach(exchange.getResponseHeaders()::set);
    body.send(exchange, status);
  }
}
