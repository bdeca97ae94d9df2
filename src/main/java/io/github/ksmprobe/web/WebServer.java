package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves each path exactly, and 404 for every other.
 *
 * <p>The JDK's HttpServer matches contexts by prefix: with one context a path, {@code /metricsfoo}
 * would give the metrics. That is the very mistake this program finds in others, so there is one
 * context, and a map below it.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  private final HttpServer server;
  private final ExecutorService threads;

  private WebServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Binds and serves.
   *
   * @param address where to listen; port 0 takes a free one
   * @param handlers by exact path
   * @throws IOException if the address cannot be listened on
   */
  public static WebServer start(InetSocketAddress address, Map<String, HttpHandler> handlers)
      throws IOException {
    requireNonNull(address);
    HttpServer server = HttpServer.create(address, 16);
    ExecutorService threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().name("web").daemon().unstarted(task));
    server.setExecutor(threads);
    Map<String, HttpHandler> exact = Map.copyOf(handlers);
    server.createContext("/", exchange -> dispatch(exact, exchange));
    server.start();
    return new WebServer(server, threads);
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** A handler for pages that are made anew on each request; GET and HEAD only. */
  public static HttpHandler page(java.util.function.Function<HttpExchange, Page> maker) {
    return exchange -> {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, Page.text(405, "Only GET is allowed here.\n"));
        return;
      }
      send(exchange, maker.apply(exchange));
    };
  }

  private static void dispatch(Map<String, HttpHandler> handlers, HttpExchange exchange)
      throws IOException {
    try (exchange) {
      HttpHandler handler = handlers.get(exchange.getRequestURI().getRawPath());
      if (handler == null) {
        send(exchange, Page.text(404, "404 page not found\n"));
      } else {
        handle(handler, exchange);
      }
    }
  }

  private static void handle(HttpHandler handler, HttpExchange exchange) throws IOException {
    try {
      handler.handle(exchange);
    } catch (RuntimeException bug) {
      log.atError()
          .setCause(bug)
          .addKeyValue("path", exchange.getRequestURI())
          .log("a request failed");
      send(exchange, Page.text(500, "Internal error; the log says more.\n"));
    }
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(page.status(), head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
