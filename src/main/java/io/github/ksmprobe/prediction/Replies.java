package io.github.ksmprobe.prediction;

import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.golang.Headers.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers that kube-state-metrics and kube-rbac-proxy are made of, as real builds give them.
 */
final class Replies {

  static final String PLAIN = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  /** What Go's server says to plain HTTP on a TLS port. */
  static final String HTTP_TO_HTTPS = "Client sent an HTTP request to an HTTPS server.\n";

  private Replies() {}

  static Response page(String title) {
    return response(200, HTML, "<html><head><title>" + title + "</title></head></html>\n");
  }

  /** As a server of Kubernetes says it to whom it does not know. */
  static Response forbidden() {
    return noSniff(403, PLAIN, "Forbidden\n");
  }

  static Response proxyOk() {
    return response(200, PLAIN, "ok");
  }

  static Response unavailable() {
    return response(503, PLAIN, "Service Unavailable");
  }

  static Response notFound() {
    return noSniff(404, PLAIN, "404 page not found\n");
  }

  static Response unauthorized() {
    return noSniff(401, PLAIN, "Unauthorized\n");
  }

  static Response basicAuthDemanded() {
    return of(
        401,
        List.of(new Line("Content-Type", PLAIN), new Line("Www-Authenticate", "Basic"), NO_SNIFF),
        "Unauthorized\n");
  }

  static Response badGateway() {
    return of(502, List.of(), "");
  }

  /** HTTP/1.0, without a single header. */
  static Response httpToHttps() {
    return of(400, List.of(), HTTP_TO_HTTPS);
  }

  static Response redirect(int status, String location) {
    String words = status == 301 ? "Moved Permanently" : "Temporary Redirect";
    return of(
        status,
        List.of(new Line("Content-Type", HTML), new Line("Location", location)),
        "<a href=\"" + location + "\">" + words + "</a>.\n\n");
  }

  static Response pprof() {
    return noSniff(
        200,
        HTML,
        "<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>/debug/pprof/</body>\n</html>\n");
  }

  static Response response(int status, String contentType, String body) {
    return of(status, List.of(new Line("Content-Type", contentType)), body);
  }

  private static final Line NO_SNIFF = new Line("X-Content-Type-Options", "nosniff");

  private static Response noSniff(int status, String contentType, String body) {
    return of(status, List.of(new Line("Content-Type", contentType), NO_SNIFF), body);
  }

  private static Response of(int status, List<Line> headers, String body) {
    return new Response(
        status,
        new Headers(new ArrayList<>(headers)),
        Body.complete(body),
        List.of(),
        Duration.ZERO);
  }
}
