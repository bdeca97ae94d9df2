package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ksmprobe.round.LogKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
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
  // Nothing but our own stylesheet and our own form; the icon is an empty data: URL.
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'";

  private static final int THREADS = 4;
  private static final int WAITING = 64;

  // What waits for the network waits elsewhere, and not in crowds.
  private static final int SLOW = 16;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(SLOW);

  private WebServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Binds and serves.
   *
   * @param address where to listen; port 0 takes a free one
   * @param routes what is answered; 404 for anything else
   * @throws IOException if the address cannot be listened on
   */
  public static WebServer start(InetSocketAddress address, Routes routes) throws IOException {
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
    WebServer web = new WebServer(server, threads);
    server.createContext("/", exchange -> web.dispatch(routes, exchange));
    server.start();
    return web;
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** A handler for pages that are made anew on each request; GET and HEAD only. */
  static Routes.Handler page(BiFunction<HttpExchange, List<String>, Page> maker) {
    return (exchange, variables) -> {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        send(exchange, Page.text(405, "Only GET is allowed here.\n").with("Allow", "GET, HEAD"));
        return;
      }
      send(exchange, maker.apply(exchange, variables));
    };
  }

  /** A handler for what is done and not shown; POST only. */
  static Routes.Handler action(Supplier<Page> action) {
    return (exchange, _) -> {
      if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, Page.text(405, "Only POST is allowed here.\n").with("Allow", "POST"));
        return;
      }
      send(exchange, action.get());
    };
  }

  private void dispatch(Routes routes, HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    Optional<Routes.Match> match = routes.find(exchange.getRequestURI().getRawPath());
    if (match.isEmpty()) {
      try (exchange) {
        send(exchange, Page.notFound());
      }
    } else if (match.get().route().slow()) {
      later(match.get(), exchange);
    } else {
      answer(match.get(), exchange);
    }
  }

  private void later(Routes.Match match, HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      try (exchange) {
        send(
            exchange,
            Page.text(503, "Too many are waiting for a round already; try again in a second.\n")
                .with("Retry-After", "1"));
      }
      return;
    }
    slow.execute(
        () -> {
          try {
            answer(match, exchange);
          } catch (IOException gone) {
            log.atDebug().setCause(gone).log("the client left before its answer");
          } finally {
            places.release();
          }
        });
  }

  private static void answer(Routes.Match match, HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        match.route().handler().handle(exchange, match.variables());
      } catch (RuntimeException bug) {
        log.atError()
            .setCause(bug)
            .addKeyValue(LogKeys.PATH, exchange.getRequestURI().getRawPath())
            .log("a request failed");
        if (exchange.getResponseCode() < 0) {
          send(exchange, Page.text(500, "Internal error; the log says more.\n"));
        }
      }
    }
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    page.headers().forEach(exchange.getResponseHeaders()::set);
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
    slow.shutdownNow();
  }
}
