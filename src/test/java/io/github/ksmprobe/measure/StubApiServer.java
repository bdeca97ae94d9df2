package io.github.ksmprobe.measure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * As much of an API server as kube-state-metrics asks for: one pod, its own health, and who may see
 * its metrics. On loopback, without TLS.
 */
final class StubApiServer implements AutoCloseable {

  /** How it behaves towards kube-state-metrics once that has started. */
  enum Mood {
    WELL,
    /** Its own /livez answers 500, in plain text as a real one does. */
    FAILING,
    /** Its own /livez answers 403. */
    FORBIDDING,
    /** Its own /livez answers nothing before it is stopped. */
    HANGING,
    /** Nothing listens there any more. */
    GONE
  }

  /** The only token that it knows, and whoever has it may do everything. */
  static final String TOKEN = "known";

  private static final String POD =
      """
      {"metadata":{"name":"example","namespace":"default","uid":"1","resourceVersion":"1"},\
      "spec":{"containers":[{"name":"example","image":"example"}]},"status":{"phase":"Running"}}""";
  private static final String PODS =
      """
      {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}"""
          .formatted(POD);
  private static final String VERSION =
      """
      {"major":"1","minor":"36","gitVersion":"v1.36.0","platform":"linux/amd64"}""";
  private static final String KNOWN_USER =
      """
      {"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1",\
      "status":{"authenticated":true,"user":{"username":"somebody"}}}""";
  private static final String UNKNOWN_USER =
      """
      {"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1","status":{"authenticated":false}}""";
  private static final String ALLOWED =
      """
      {"kind":"SubjectAccessReview","apiVersion":"authorization.k8s.io/v1","status":{"allowed":true}}""";

  private final HttpServer server;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch watched = new CountDownLatch(1);
  private volatile Mood mood = Mood.WELL;

  private StubApiServer(HttpServer server) {
    this.server = server;
  }

  static StubApiServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    StubApiServer stub = new StubApiServer(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", stub::answer);
    server.start();
    return stub;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Comes down once kube-state-metrics has its list and watches what follows. */
  CountDownLatch watched() {
    return watched;
  }

  void turn(Mood other) {
    mood = other;
    if (other == Mood.GONE) {
      close();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      switch (exchange.getRequestURI().getPath()) {
        case "/livez" -> livez(exchange);
        case "/version" -> send(exchange, 200, VERSION);
        case "/api/v1/pods" -> pods(exchange, query);
        case "/apis/authentication.k8s.io/v1/tokenreviews" -> {
          byte[] asked = exchange.getRequestBody().readAllBytes();
          boolean known = new String(asked, StandardCharsets.UTF_8).contains("\"" + TOKEN + "\"");
          send(exchange, 201, known ? KNOWN_USER : UNKNOWN_USER);
        }
        case "/apis/authorization.k8s.io/v1/subjectaccessreviews" -> send(exchange, 201, ALLOWED);
        default -> send(exchange, 404, status(404, "NotFound"));
      }
    }
  }

  private void livez(HttpExchange exchange) throws IOException {
    switch (mood) {
      case WELL -> send(exchange, 200, "ok");
      case FAILING -> send(exchange, 500, "[-]etcd failed: reason withheld\nlivez check failed\n");
      case FORBIDDING -> send(exchange, 403, status(403, "Forbidden"));
      case HANGING -> await();
      case GONE -> {}
    }
  }

  private void pods(HttpExchange exchange, String query) throws IOException {
    if (query.contains("sendInitialEvents=true")) {
      // As an API server before watches could bring the list: the client lists and then watches.
      send(exchange, 422, status(422, "Invalid"));
    } else if (query.contains("watch=")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      watched.countDown();
      await();
    } else {
      send(exchange, 200, PODS);
    }
  }

  private void await() {
    try {
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String status(int code, String reason) {
    return """
        {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"%s","code":%d}"""
        .formatted(reason, code);
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
