package io.github.ksmprobe.history;

import static io.github.ksmprobe.history.LoggedRounds.NEW;
import static io.github.ksmprobe.history.LoggedRounds.answering;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.web.AskedPods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes back and forth, or comes and goes, without end. */
@CapturesLog
class FlappingTest {

  private final LoggedRounds rounds = new LoggedRounds();

  @AfterEach
  void close() {
    rounds.close();
  }

  @Test
  void what_flaps_is_told_five_times_and_once_more_and_again_when_it_keeps_still() {
    PodReport down = answering(NEW, "/livez", AnswerClass.UNAVAILABLE, 503);
    rounds.round(NEW);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lines.addAll(rounds.round(i % 2 == 0 ? down : NEW));
    }
    // Two ways to the endpoint.
    assertEquals(2 * Flapping.LOGGED + 1, lines.size(), lines.toString());
    String last = lines.getLast();
    assertTrue(
        last.startsWith(
            "warn flapping; further changes are not logged until it settles | target=ns/ksm count=2"
                + " subject=/livez on main via "),
        last);
    List<String> after = new ArrayList<>();
    Instant still = rounds.now();
    while (rounds.now().isBefore(still.plus(Flapping.WINDOW).plusSeconds(60))) {
      after.addAll(rounds.round(NEW));
    }
    assertEquals(2, after.size(), after.toString());
    assertTrue(
        after.stream()
            .allMatch(
                line ->
                    line.matches(
                        "info flapping has stopped \\| target=ns/ksm subject=/livez on main via \\S+"
                            + " to=200 served since=\\S+")),
        after.toString());
    assertEquals(2, rounds.round(down).size(), "from then on each change is told again");
  }

  @Test
  void a_thousand_pods_that_flap_are_bounded() {
    List<PodReport> up = pods(1_000);
    List<PodReport> down =
        up.stream()
            .map(pod -> answering(pod, "/livez", AnswerClass.UNAVAILABLE, 503))
            .map(pod -> answering(pod, "/healthz", AnswerClass.ERROR, 500))
            .map(pod -> answering(pod, "/metrics", AnswerClass.NO_ANSWER, 0))
            .toList();
    List<String> first = rounds.round(up);
    assertEquals(2_000, first.size(), "what was found, and the verdict that is not ok");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      lines.addAll(rounds.round(i % 2 == 0 ? down : up));
    }
    assertEquals(1_000 * (Flapping.LOGGED + 1), lines.size());
    assertEquals(
        List.of(), rounds.round(up).stream().limit(3).toList(), "and then there is silence");
  }

  @Test
  void pods_that_come_and_go_without_end_are_bounded_and_what_is_left_out_is_counted() {
    List<PodReport> pods = pods(500);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.addAll(rounds.round(i % 2 == 0 ? pods : List.of()));
    }
    int aMinute = LineBudget.ANYWAY + LineBudget.A_TARGET * 500;
    assertTrue(lines.size() <= 5 * (aMinute + 1), "lines in five minutes: " + lines.size());
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.matches("warn too many changes; some were not logged \\| count=\\d+")),
        "what is left out is counted");
  }

  private static List<PodReport> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> AskedPods.pod("ns", "ksm-" + i, "v2.14.0"))
        .map(
            pod ->
                new PodReport(pod, NEW.version(), NEW.verdicts(), NEW.endpoints(), NEW.outlooks()))
        .toList();
  }
}
