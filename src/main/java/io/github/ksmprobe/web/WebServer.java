package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.github.ksmprobe.round.LogKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
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

  // The kubelet has no credentials; these two say nothing but healthy and ready.
  private static final Set<String> OPEN = Set.of("/-/healthy", "/-/ready");

  private static final int BACKLOG = 16;
  private static final int THREADS = 4;
  private static final int WAITING = 64;

  // What waits for the network waits elsewhere, and not in crowds.
  private static final int SLOW = 16;

  private final HttpServer server;
  private final Guard guard;
  private final ExecutorService threads;
  private final ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(SLOW);

  private WebServer(HttpServer server, Guard guard, ExecutorService threads) {
    this.server = server;
    this.guard = guard;
    this.threads = threads;
  }

  /** Binds and serves everybody, over plain HTTP. */
  public static WebServer start(InetSocketAddress address, Routes routes) throws IOException {
    return start(address, routes, Guard.NONE);
  }

  /**
   * Binds and serves.
   *
   * @param address where to listen; port 0 takes a free one
   * @param routes what is answered; 404 for anything else
   * @param guard who may come in; {@code /-/healthy} and {@code /-/ready} are for all
   * @throws IOException if the address cannot be listened on
   */
  public static WebServer start(InetSocketAddress address, Routes routes, Guard guard)
      throws IOException {
    requireNonNull(address);
    HttpServer server = server(address, guard.tls());
    ExecutorService threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().name("web").daemon().unstarted(task));
    server.setExecutor(threads);
    WebServer web = new WebServer(server, guard, threads);
    server.createContext("/", exchange -> web.dispatch(routes, exchange));
    server.start();
    return web;
  }

  private static HttpServer server(InetSocketAddress address, Optional<SSLContext> tls)
      throws IOException {
    if (tls.isEmpty()) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setHttpsConfigurator(new Engines(tls.get()));
    return server;
  }

  /** {@code https} or {@code http}. */
  public String scheme() {
    return server instanceof HttpsServer ? "https" : "http";
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
    guard.headers().forEach(headers::set);
    if (OPEN.contains(exchange.getRequestURI().getRawPath())) {
      serve(routes, exchange);
      return;
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    CompletableFuture<Guard.Entry> entry = guard.admit(Optional.ofNullable(authorization));
    if (entry.isDone()) {
      enter(entry.join(), routes, exchange);
    } else {
      var _ = entry.thenAccept(judged -> resume(judged, routes, exchange));
    }
  }

  /** Goes on where requests are answered: whoever judged it has more to judge. */
  private void resume(Guard.Entry judged, Routes routes, HttpExchange exchange) {
    try {
      threads.execute(
          () -> {
            try {
              enter(judged, routes, exchange);
            } catch (IOException gone) {
              log.atDebug().setCause(gone).log("the client left before its answer");
            }
          });
    } catch (RejectedExecutionException full) {
      exchange.close();
    }
  }

  private void enter(Guard.Entry judged, Routes routes, HttpExchange exchange) throws IOException {
    switch (judged) {
      case ADMITTED -> serve(routes, exchange);
      case REFUSED -> refuse(exchange, Page.unauthorized());
      case BUSY ->
          refuse(exchange, Page.later("Too many passwords are being checked; try again soon.\n"));
    }
  }

  private static void refuse(HttpExchange exchange, Page page) throws IOException {
    try (exchange) {
      send(exchange, page);
    }
  }

  private void serve(Routes routes, HttpExchange exchange) throws IOException {
    Optional<Routes.Match> match = routes.find(exchange.getRequestURI().getRawPath());
    if (match.isEmpty()) {
      refuse(exchange, Page.notFound());
    } else if (match.get().route().slow()) {
      later(match.get(), exchange);
    } else {
      answer(match.get(), exchange);
    }
  }

  private void later(Routes.Match match, HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      refuse(
          exchange,
          Page.later("Too many are waiting for a round already; try again in a second.\n"));
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
    guard.close();
  }
}
