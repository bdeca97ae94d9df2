package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.ask;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The program may end at any moment: at once, and without a word. */
class ConnectionClosingTest {

  private static final int TIMES = 15;

  /** What a process that is told to stop may wait for all it has to close; a bound, no aim. */
  private static final Duration TO_STOP = Duration.ofMillis(1500);

  @Test
  void closing_ends_what_is_under_way_and_leaves_no_line_in_the_log() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      try (NettyLog log = new NettyLog()) {
        // Where the machine gives the event loop no time, nobody waits until it has ended in order.
        if (close(i % 4).toMillis() < Network.MOST_MILLIS_TO_END) {
          lines.addAll(log.lines());
        }
      }
    }
    assertEquals(List.of(), lines);
  }

  /** With requests that connect, shake hands, wait for a head and are in the midst of a body. */
  private static Duration close(int when) throws Exception {
    CountDownLatch asked = new CountDownLatch(4 * when);
    Behaviour silent =
        c -> {
          asked.countDown();
          c.untilClosed();
        };
    Behaviour halfway =
        c -> {
          c.answer("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nab");
          asked.countDown();
          c.untilClosed();
        };
    try (HostileServer plain = new HostileServer(silent);
        HostileServer body = new HostileServer(halfway);
        HostileServer tls =
            new HostileServer(TlsServers.socket("valid", "http/1.1", false), halfway)) {
      VertxProber prober = new VertxProber();
      List<Ask> asks =
          IntStream.range(0, 4)
              .mapToObj(
                  _ ->
                      List.of(
                          one(Scheme.HTTP, plain),
                          one(Scheme.HTTPS, plain),
                          one(Scheme.HTTP, body),
                          one(Scheme.HTTPS, tls)))
              .flatMap(List::stream)
              .toList();
      CompletableFuture<List<Answered>> answers =
          CompletableFuture.supplyAsync(() -> prober.answers(new Plan(asks, PATIENT)));
      asked.await();
      long started = System.nanoTime();
      prober.close();
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      assertTrue(took.compareTo(TO_STOP) < 0, took::toString);
      Set<String> summaries =
          answers.join().stream().map(one -> summary(one.answer())).collect(Collectors.toSet());
      assertEquals(Set.of("ROUND_ENDED"), summaries);
      return took;
    }
  }

  private static Ask one(Scheme scheme, HostileServer server) {
    return ask(scheme, server.port(), Reading.AS_THE_KUBELET, PATIENT);
  }

  @Test
  void a_connection_that_was_open_is_seen_closed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Behaviour silent =
        c -> {
          c.head();
          asked.countDown();
          c.untilClosed();
        };
    try (HostileServer server = new HostileServer(silent)) {
      VertxProber prober = new VertxProber();
      Plan plan = new Plan(List.of(one(Scheme.HTTP, server)), PATIENT);
      CompletableFuture<List<Answered>> answers =
          CompletableFuture.supplyAsync(() -> prober.answers(plan));
      asked.await();
      prober.close();
      assertEquals("ROUND_ENDED", summary(answers.join().getFirst().answer()));
      assertTrue(server.sawEveryConnectionClosed());
    }
  }

  @Test
  void whoever_is_told_to_stop_waits_for_nothing_any_more() throws Exception {
    try (HostileServer server = new HostileServer(HostileServer.Connection::untilClosed);
        VertxProber prober = new VertxProber()) {
      Plan plan = new Plan(List.of(one(Scheme.HTTP, server)), PATIENT);
      Thread.currentThread().interrupt();
      List<Answered> answers = prober.answers(plan);
      assertTrue(Thread.interrupted());
      assertEquals("ROUND_ENDED", summary(answers.getFirst().answer()));
    }
  }
}
