package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.GUARD;
import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.ask;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nobody there, deadlines, and that nothing stays open. */
class VertxProberTest {

  private static final VertxProber PROBER = new VertxProber();

  private static Answer answer(Ask ask) {
    return Asking.answer(PROBER, ask);
  }

  @Test
  void a_port_where_nobody_listens_refuses() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    Answer answer = answer(ask(Scheme.HTTP, port, Reading.AS_THE_KUBELET, SECOND));
    assertEquals("REFUSED", summary(answer));
    assertEquals(Result.FAILURE, answer.result().orElseThrow());
  }

  @Test
  void a_name_that_does_not_resolve_is_an_answer() {
    Ask ask =
        new Ask(
            new Ask.Purpose.Signature(80),
            RequestBuilder.plain(Scheme.HTTP, "no-such-name.invalid", 80, "/"),
            SECOND,
            Reading.AS_THE_KUBELET);
    String summary = summary(answer(ask));
    // Without any name server the question itself goes unanswered.
    assertTrue(List.of("UNKNOWN_HOST", "TIMEOUT").contains(summary), summary);
  }

  @Test
  void a_plan_where_everything_hangs_ends_by_its_deadline_and_leaves_nothing_open()
      throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed);
        VertxProber two = new VertxProber(2)) {
      List<Ask> asks = new ArrayList<>();
      asks.add(ask(Scheme.HTTP, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1)));
      asks.add(ask(Scheme.HTTPS, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1)));
      asks.addAll(
          Collections.nCopies(
              30, ask(Scheme.HTTP, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1))));
      // The rehearsals come before, and are no part of it.
      assertEquals(32, two.answers(new Plan(asks, Duration.ZERO)).size());
      int rehearsed = silent.accepted();
      long started = System.nanoTime();
      List<Answered> answers = two.answers(new Plan(asks, Duration.ofSeconds(2)));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      assertTrue(took.compareTo(Duration.ofSeconds(2).plus(GUARD)) < 0, took::toString);
      assertEquals(asks, answers.stream().map(Answered::ask).toList());
      assertEquals(
          Collections.nCopies(32, "ROUND_ENDED"),
          answers.stream().map(one -> summary(one.answer())).toList());
      assertTrue(silent.sawEveryConnectionClosed());
      assertEquals(2, silent.accepted() - rehearsed);
    }
  }

  @Test
  void no_connection_stays_open_after_an_answer() throws IOException {
    Behaviour behaviour =
        c -> {
          if (c.number() % 4 != 0) {
            c.answer(
                List.of(
                        "HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 X\r\n\r\n" + "a".repeat(20000),
                        "garbage\r\n")
                    .get(c.number() % 4 - 1));
          }
          c.untilClosed();
        };
    try (HostileServer plain = new HostileServer(behaviour);
        HostileServer tls =
            new HostileServer(TlsServers.socket("valid", "http/1.1", false), behaviour)) {
      List<Ask> asks =
          IntStream.range(0, 24)
              .mapToObj(
                  n ->
                      n % 2 == 0
                          ? ask(
                              Scheme.HTTP,
                              plain.port(),
                              Reading.AS_THE_KUBELET,
                              n % 8 == 0 ? SECOND : PATIENT)
                          : ask(
                              Scheme.HTTPS,
                              tls.port(),
                              Reading.AS_THE_KUBELET,
                              n % 8 == 1 ? SECOND : PATIENT))
              .toList();
      assertEquals(24, PROBER.answers(new Plan(asks, Duration.ofSeconds(20))).size());
      assertTrue(plain.sawEveryConnectionClosed());
      assertTrue(tls.sawEveryConnectionClosed());
      assertEquals(12, plain.accepted());
      assertEquals(12, tls.accepted());
    }
  }

  @Test
  void a_closed_prober_answers_that_the_round_ended() throws IOException {
    VertxProber closed = new VertxProber();
    closed.close();
    closed.close();
    try (HostileServer server = new HostileServer(Connection::untilClosed)) {
      List<Answered> answers =
          closed.answers(
              new Plan(
                  List.of(ask(Scheme.HTTP, server.port(), Reading.AS_THE_KUBELET, SECOND)),
                  SECOND));
      assertEquals("ROUND_ENDED", summary(answers.getFirst().answer()));
    }
  }

  @AfterAll
  static void close() {
    PROBER.close();
  }
}
