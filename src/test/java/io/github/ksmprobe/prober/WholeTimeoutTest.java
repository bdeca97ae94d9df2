package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What did not get its own whole timeout was not observed; configured probes always get it. */
class WholeTimeoutTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private static Ask ask(Purpose purpose, HostileServer server, Duration timeout) {
    return new Ask(
        purpose,
        RequestBuilder.plain(Scheme.HTTP, "127.0.0.1", server.port(), "/livez"),
        timeout,
        Reading.AS_THE_KUBELET);
  }

  private static Ask probe(HostileServer server, Duration timeout) {
    return ask(new Purpose.Configured("kube-state-metrics", ProbeType.LIVENESS), server, timeout);
  }

  private static Ask cell(HostileServer server, Duration timeout) {
    return ask(new Purpose.Cell(Listener.MAIN, "/livez", Via.POD_IP), server, timeout);
  }

  private static List<String> summaries(List<Answered> answers) {
    return answers.stream().map(one -> summary(one.answer())).toList();
  }

  private static List<String> answers(Plan plan, int concurrency) {
    try (VertxProber prober = new VertxProber(concurrency)) {
      return summaries(prober.answers(plan));
    }
  }

  @Test
  void the_deadline_of_the_matrix_cuts_no_configured_probe() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Behaviour slow =
        c -> {
          c.head();
          boolean _ = never.await(1, java.util.concurrent.TimeUnit.SECONDS);
          c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        };
    try (HostileServer server = new HostileServer(slow)) {
      List<Ask> asks =
          List.of(
              probe(server, PATIENT),
              cell(server, PATIENT),
              ask(new Purpose.Signature(server.port()), server, PATIENT));
      assertEquals(
          List.of("200 COMPLETE", "ROUND_ENDED", "ROUND_ENDED"),
          answers(new Plan(asks, AT_ONCE), 8));
    }
  }

  @Test
  void a_silent_server_times_out_a_probe_and_cuts_the_matrix_short() throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed)) {
      List<Ask> asks = List.of(probe(silent, SECOND), cell(silent, PATIENT));
      assertEquals(List.of("TIMEOUT", "ROUND_ENDED"), answers(new Plan(asks, AT_ONCE), 8));
    }
  }

  @Test
  void probes_that_wait_for_their_turn_have_their_whole_timeout_as_well() throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed)) {
      Ask one = probe(silent, Duration.ofMillis(300));
      assertEquals(
          List.of("TIMEOUT", "TIMEOUT", "TIMEOUT"),
          answers(new Plan(List.of(one, one, one), AT_ONCE), 1));
    }
  }

  @Test
  void what_never_had_its_turn_was_not_observed() throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed)) {
      List<Ask> asks = List.of(probe(silent, SECOND), cell(silent, PATIENT));
      assertEquals(List.of("TIMEOUT", "ROUND_ENDED"), answers(new Plan(asks, AT_ONCE), 1));
      Duration soon = Duration.ofMillis(100);
      Plan hurried = new Plan(List.of(asks.getFirst(), asks.getFirst()), PATIENT).within(soon);
      assertEquals(List.of("ROUND_ENDED", "ROUND_ENDED"), answers(hurried, 1));
    }
  }

  @Test
  void a_budget_ends_probes_as_well_and_says_nothing_of_them() throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed)) {
      List<Ask> asks =
          List.of(probe(silent, PATIENT), cell(silent, PATIENT), probe(silent, AT_ONCE));
      Plan plan = new Plan(asks, PATIENT).within(SECOND);
      assertEquals(List.of("ROUND_ENDED", "ROUND_ENDED", "TIMEOUT"), answers(plan, 8));
      assertTrue(silent.sawEveryConnectionClosed());
    }
  }

  @Test
  void a_body_that_was_still_coming_when_others_could_not_wait_is_not_called_late()
      throws IOException {
    Behaviour begins =
        c -> {
          c.answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
          c.untilClosed();
        };
    try (HostileServer server = new HostileServer(begins)) {
      List<Ask> asks = List.of(cell(server, PATIENT), probe(server, SECOND));
      assertEquals(
          List.of("ROUND_ENDED", "200 LATE"), answers(new Plan(asks, Duration.ofMillis(500)), 8));
    }
  }
}
