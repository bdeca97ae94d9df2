package io.github.ksmprobe.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.github.ksmprobe.log.LogKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves over the JDK's HTTP server: a virtual thread for each request, from the first byte of it
 * to the last of its answer, so that a slow client costs its own request only.
 *
 * <p>The JDK's server matches contexts by prefix: with one context a path, {@code /metricsfoo}
 * would give the metrics. That is the very mistake this program finds in others, so there is one
 * context, and {@link Routes} below it.
 */
public final class WebServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  // Nothing but our own stylesheet and our own form; the icon is an empty data: URL.
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'";

  /** Who connect at the same moment, and are not accepted yet. */
  private static final int BACKLOG = 256;

  /** Nothing here is asked with a body; a body that comes anyway is ignored. */
  private static final int MOST_BODY = 64 * 1024;

  private static final ScopedValue<Patience> CLIENT = ScopedValue.newInstance();

  static {
    JdkLimits.set();
  }

  private final HttpServer server;
  private final Guard guard;
  private final Reception reception;
  private final Limits limits;
  private final ExecutorService requests =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory());
  private final Semaphore held;

  /**
   * How long what may take, and how much.
   *
   * @param request the whole of one to arrive, TLS handshake included
   * @param turn to wait for others, before the client is told to try again
   * @param answer the whole of one to be taken by the client
   * @param held how many bytes of answers may wait for their clients, all together
   */
  record Limits(Duration request, Duration turn, Duration answer, int held) {
    /** Prometheus gives up after 10 s if nobody tells it otherwise, the kubelet after 1 s. */
    static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            (int) Math.min(Runtime.getRuntime().maxMemory() / 8, 1 << 30));
  }

  private WebServer(HttpServer server, Guard guard, Reception reception, Limits limits) {
    this.server = server;
    this.guard = guard;
    this.reception = reception;
    this.limits = limits;
    this.held = new Semaphore(limits.held());
  }

  /**
   * Binds and serves.
   *
   * @param address where to listen; port 0 takes a free one
   * @param routes what is answered; 404 for anything else
   * @param guard who may come in; closed with the server, and also if it cannot start
   * @param bugs receives each page that failed
   * @throws IOException if the address cannot be listened on
   */
  public static WebServer start(
      InetSocketAddress address, Routes routes, Guard guard, Consumer<? super Throwable> bugs)
      throws IOException {
    return start(
        address, guard, new Reception(routes, guard, Limits.DEFAULT.turn(), bugs), Limits.DEFAULT);
  }

  static WebServer start(InetSocketAddress address, Routes routes, Guard guard, Limits limits)
      throws IOException {
    return start(address, guard, new Reception(routes, guard, limits.turn(), _ -> {}), limits);
  }

  private static WebServer start(
      InetSocketAddress address, Guard guard, Reception reception, Limits limits)
      throws IOException {
    HttpServer server;
    try {
      server = server(address, guard.tls());
    } catch (IOException taken) {
      reception.close();
      throw taken;
    }
    WebServer web = new WebServer(server, guard, reception, limits);
    server.setExecutor(web::begin);
    server.createContext("/", web::answer);
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

  /** Called with the first byte of a request, to read the rest and have it answered. */
  private void begin(Runnable exchange) {
    requests.execute(
        () -> {
          Patience client = new Patience();
          client.atMost(limits.request());
          try {
            ScopedValue.where(CLIENT, client).run(exchange);
          } finally {
            client.end();
          }
        });
  }

  /**
   * Called once the head is read. An exception that leaves this method has the connection closed
   * and forgotten; one that is kept here would leave it in the JDK's books forever.
   */
  private void answer(HttpExchange exchange) throws IOException {
    Patience client = CLIENT.get();
    try (exchange) {
      long _ = exchange.getRequestBody().skip(MOST_BODY);
      client.end();
      if (Thread.interrupted()) {
        throw new IOException("it took too long");
      }
      Page page = reception.answer(exchange);
      client.atMost(limits.answer());
      send(page, exchange);
    } catch (IOException gone) {
      log.atDebug()
          .addKeyValue(LogKeys.ERROR, String.valueOf(gone.getMessage()))
          .log("the client left before its answer");
      throw gone;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", stopped);
    }
  }

  private void send(Page page, HttpExchange exchange) throws IOException {
    int size = Math.min(page.body().held(), limits.held());
    if (!held.tryAcquire(size)) {
      send(Page.later("Too many answers wait for slow readers; try again soon.\n"), exchange);
      return;
    }
    try {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Content-Security-Policy", POLICY);
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      guard.headers().forEach(headers::set);
      page.send(exchange);
    } finally {
      held.release(size);
    }
  }

  @Override
  public void close() {
    // First: the JDK's server would wait for a client that has stopped reading.
    requests.shutdownNow();
    server.stop(0);
    reception.close();
  }
}
