package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.Logged;
import io.github.ksmprobe.Until;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.web.RawClient.Answer;
import io.github.ksmprobe.web.Routes.Cost;
import io.github.ksmprobe.web.Routes.Route;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that stall, stop or leave, each of them at its own cost only. */
@Timeout(120)
@CapturesLog
class SlowClientsTest {

  private static final int LARGE = 15_000_000;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final WebServer.Limits PATIENT = limits(LONG, LONG, LONG);

  private final List<Socket> sockets = new ArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private WebServer server = start(PATIENT);

  @AfterEach
  void stop() throws IOException {
    hold.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private WebServer start(WebServer.Limits limits) {
    try {
      return WebServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          new Routes(
              List.of(
                  Route.of("/-/healthy", (_, _) -> Page.text(200, "Healthy.\n")).costing(Cost.FREE),
                  Route.of("/small", (_, _) -> Page.text(200, "small\n")),
                  Route.of("/large", (_, _) -> Page.text(200, "x".repeat(LARGE))),
                  Route.of("/held", (_, _) -> held()),
                  Route.of("/metrics", Site.metrics(new MetricsHandler(registry))))),
          Guard.NONE,
          limits);
    } catch (IOException taken) {
      throw new java.io.UncheckedIOException(taken);
    }
  }

  private static WebServer.Limits limits(Duration request, Duration turn, Duration answer) {
    return new WebServer.Limits(request, turn, answer, 1 << 30);
  }

  private void restart(WebServer.Limits limits) {
    server.close();
    server = start(limits);
  }

  private Page held() {
    try {
      hold.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Page.text(200, "held\n");
  }

  private Answer get(String path) {
    return RawClient.ask(server.address(), "GET " + path);
  }

  private void send(String text) {
    sockets.add(RawClient.sending(server.address(), text));
  }

  @Test
  void neither_stalled_clients_nor_stopped_readers_hold_up_health_or_a_scrape() {
    for (int i = 0; i < 20; i++) {
      send("");
      send("GET /small HTT");
      send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    }
    for (int i = 0; i < 4; i++) {
      send(RawClient.head("GET /large"));
    }
    for (int i = 0; i < 8; i++) {
      assertEquals(200, get("/-/healthy").status());
    }
    assertEquals(200, get("/small").status());
    assertEquals(LARGE, get("/large").body().length());
  }

  @Test
  void who_sends_half_a_request_is_cut_off() throws IOException {
    restart(limits(SHORT, LONG, LONG));
    send("GET /small HTT");
    send("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    for (Socket socket : sockets) {
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(200, get("/small").status());
  }

  @Test
  void who_stops_reading_is_cut_off() {
    restart(limits(LONG, LONG, SHORT));
    try (Logged log = Logged.all(WebServer.class)) {
      send(RawClient.head("GET /large"));
      Until.until(() -> log.seen("the client left before its answer"), "the reader is cut off");
    }
  }

  @Test
  void two_hundred_scrapes_at_once_are_all_answered() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(clients.submit(() -> get("/metrics")));
      }
      for (Future<Answer> answer : answers) {
        assertEquals(200, answer.get().status());
      }
    }
  }

  @Test
  void who_waits_for_too_long_is_told_to_come_again_and_health_does_not_wait() {
    restart(limits(LONG, SHORT, LONG));
    for (int i = 0; i < 20; i++) {
      send(RawClient.head("GET /held"));
    }
    Answer late = get("/small");
    assertEquals(503, late.status());
    assertEquals("1", late.header("retry-after"));
    assertEquals(
        "Too many requests are waiting for an answer; try again in a second.\n", late.body());
    assertEquals(200, get("/-/healthy").status());
    hold.countDown();
    Until.until(() -> get("/small").status() == 200, "the others are done");
  }

  @Test
  void what_waits_for_slow_readers_has_an_end_and_health_needs_none_of_it() throws IOException {
    // As much as one of them takes.
    restart(new WebServer.Limits(LONG, LONG, LONG, Content.of("x".repeat(LARGE)).held()));
    send(RawClient.head("GET /large"));
    assertEquals('H', sockets.getFirst().getInputStream().read());
    Answer next = get("/large");
    assertEquals(503, next.status());
    assertEquals("1", next.header("retry-after"));
    assertEquals(200, get("/-/healthy").status());
    assertEquals(200, get("/small").status());
    RawClient.reset(sockets.getFirst());
    Until.until(() -> get("/large").status() == 200, "the place is free again");
  }

  @Test
  void an_aborted_scrape_is_one_line_of_ours_at_debug_and_none_of_a_library() throws Exception {
    Gauge gauge = Gauge.builder().name("example").labelNames("text").register(registry);
    for (int i = 0; i < 20_000; i++) {
      gauge.labelValues(i + "x".repeat(500)).set(1);
    }
    ConcurrentLinkedQueue<String> libraries = new ConcurrentLinkedQueue<>();
    Handler listener = listener(libraries);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try (Logged log = Logged.all(WebServer.class)) {
      Socket socket = RawClient.sending(server.address(), RawClient.head("GET /metrics"));
      assertEquals('H', socket.getInputStream().read());
      RawClient.reset(socket);
      Until.until(() -> log.seen("the client left before its answer"), "it is noticed");
      List<String> lines = log.lines();
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.getFirst().startsWith("debug "), lines.toString());
    } finally {
      root.removeHandler(listener);
    }
    assertEquals(List.of(), List.copyOf(libraries));
  }

  private static Handler listener(ConcurrentLinkedQueue<String> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLoggerName().startsWith("io.prometheus")) {
          said.add(line.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
