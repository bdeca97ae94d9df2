package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.Logged;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds on one pod or a few, which are asked all at once. */
@Timeout(60)
@CapturesLog
class RoundsTest {

  private static final Duration INTERVAL = RunningRounds.INTERVAL;
  private static final Target POD = ReadinessPods.target("ksm");

  private static RunningRounds onOne() {
    return new RunningRounds(Spread.together(), POD);
  }

  @Test
  void the_first_round_is_at_once_and_each_further_one_an_interval_later() {
    try (RunningRounds running = onOne().start()) {
      assertEquals(1, running.reports.size());
      assertEquals(INTERVAL, running.last().interval());
      running.pass(INTERVAL.minusNanos(1));
      assertEquals(1, running.asked.size());
      running.pass(INTERVAL.multipliedBy(3));
      assertEquals(4, running.asked.size());
      assertEquals(4, running.reports.size());
    }
  }

  @Test
  void a_wall_clock_that_is_set_moves_no_round() {
    try (RunningRounds running = onOne().start()) {
      running.time.wall = running.time.wall.minusSeconds(3600);
      running.pass(INTERVAL);
      assertEquals(2, running.reports.size());
      assertEquals(running.time.wall, running.last().finishedAt());
      running.time.wall = running.time.wall.plusSeconds(7200);
      running.pass(INTERVAL.multipliedBy(2));
      assertEquals(4, running.reports.size());
      assertEquals(Duration.ZERO, running.last().took());
    }
  }

  @Test
  void a_pod_that_hangs_is_asked_at_the_same_pace() {
    try (RunningRounds running = onOne().start()) {
      running.hangs = _ -> true;
      for (int round = 1; round <= 5; round++) {
        running.pass(INTERVAL);
        assertEquals(round, running.time.hanging());
      }
      assertEquals(1, running.reports.size());
      // As with a probe that waits for four intervals: each result comes that long after its start.
      for (int round = 1; round <= 5; round++) {
        running.time.end(0);
        assertEquals(1 + round, running.reports.size());
        running.pass(INTERVAL);
        assertEquals(5, running.time.hanging());
      }
      assertEquals(INTERVAL.multipliedBy(4), running.last().took());
    }
  }

  @Test
  void a_round_that_began_earlier_never_takes_the_place_of_a_later_one() {
    try (RunningRounds running = onOne().start()) {
      running.hangs = _ -> true;
      running.prober = ReadinessPods.SILENT;
      running.pass(INTERVAL);
      running.hangs = _ -> false;
      running.prober = ReadinessPods.ALL_WELL;
      running.pass(INTERVAL);
      PodReport newer = running.last().pods().getFirst();
      Instant end = running.last().finishedAt();
      running.pass(Duration.ofSeconds(1));
      running.time.end(0);
      assertSame(newer, running.last().pods().getFirst());
      assertEquals(end, running.last().finishedAt());
      assertEquals(Duration.ZERO, running.last().took());
    }
  }

  @Test
  void rounds_that_hang_are_bounded_and_what_is_left_out_is_said_once_a_minute() {
    try (RunningRounds running = onOne().start();
        Logged log = Logged.by(Rounds.class)) {
      running.hangs = _ -> true;
      running.pass(INTERVAL.multipliedBy(PodRounds.MOST_UNDER_WAY));
      assertEquals(PodRounds.MOST_UNDER_WAY, running.time.hanging());
      assertEquals(List.of(), log.lines());
      running.pass(INTERVAL);
      String line =
          "warn rounds are skipped while too many wait for their pod's answers or for a free slot"
              + " | count=";
      assertEquals(List.of(line + 1), log.lines());
      running.pass(INTERVAL.multipliedBy(3));
      assertEquals(List.of(), log.lines());
      running.pass(INTERVAL);
      assertEquals(List.of(line + 4), log.lines());
      assertEquals(PodRounds.MOST_UNDER_WAY, running.time.hanging());
      running.time.end(0);
      running.pass(INTERVAL);
      assertEquals(PodRounds.MOST_UNDER_WAY, running.time.hanging(), "there is room for one more");
    }
  }

  @Test
  void a_machine_that_stood_still_is_followed_by_one_round_and_no_burst() {
    try (RunningRounds running = onOne().start()) {
      running.time.stall(INTERVAL.multipliedBy(10).plusSeconds(5));
      running.pass(Duration.ZERO);
      assertEquals(2, running.asked.size());
      running.pass(Duration.ofSeconds(9));
      assertEquals(2, running.asked.size());
      running.pass(Duration.ofSeconds(1));
      assertEquals(3, running.asked.size(), "the beat is the previous one");
    }
  }

  @Test
  void two_of_one_name_are_asked_once() {
    Target twin = ReadinessPods.target("ksm", "10.0.0.2");
    try (RunningRounds running = new RunningRounds(Spread.together(), POD, twin).start()) {
      assertEquals(List.of("10.0.0.1"), running.asked);
      assertEquals(1, running.last().pods().size());
    }
  }

  @Test
  void the_round_that_waits_comes_at_the_new_pace() {
    try (RunningRounds running = onOne().start()) {
      running.pass(Duration.ofSeconds(3));
      running.rounds.pace(Duration.ofSeconds(5));
      running.pass(Duration.ofSeconds(2));
      assertEquals(2, running.reports.size(), "five seconds after the last one");
      assertEquals(Duration.ofSeconds(5), running.last().interval());
      running.pass(Duration.ofSeconds(4));
      running.rounds.pace(Duration.ofSeconds(1));
      running.pass(Duration.ZERO);
      assertEquals(3, running.reports.size(), "at once: a second has passed");
      running.rounds.pace(Duration.ofMinutes(1));
      running.pass(Duration.ofSeconds(59));
      assertEquals(3, running.reports.size());
      running.pass(Duration.ofSeconds(1));
      assertEquals(4, running.reports.size());
    }
  }

  @Test
  void the_rounds_go_on_counting_where_they_were() {
    try (RunningRounds running = onOne().start()) {
      running.rounds.pace(Duration.ofSeconds(1));
      running.pass(Duration.ofSeconds(4));
      // Main /metrics is asked in the first round of four, and would be in the second after a
      // restart.
      assertEquals(
          List.of(true, false, false, false, true),
          running.plans.stream()
              .map(plan -> plan.asks().stream().anyMatch(RoundsTest::isMainMetrics))
              .toList());
    }
  }

  private static boolean isMainMetrics(Ask ask) {
    return ask.purpose() instanceof Cell cell
        && cell.listener() == Listener.MAIN
        && cell.path().equals("/metrics");
  }

  @Test
  void limits_are_those_of_the_next_round() {
    try (RunningRounds running = onOne().start()) {
      running.round.limit(Duration.ofMillis(300), Duration.ofMillis(700));
      running.pass(INTERVAL);
      assertEquals(
          List.of(Duration.ofSeconds(5), Duration.ofMillis(700)),
          running.plans.stream().map(Plan::deadline).toList());
    }
  }

  @Test
  void rounds_that_have_not_started_do_not_start_by_another_pace() {
    try (RunningRounds running = onOne()) {
      running.rounds.pace(Duration.ofSeconds(1));
      running.pass(INTERVAL);
      assertEquals(List.of(), running.asked);
      running.start();
      assertEquals(Duration.ofSeconds(1), running.last().interval());
    }
  }

  @Test
  void what_is_declared_anew_is_asked_at_once() {
    try (RunningRounds running = onOne().start()) {
      running.targets = () -> List.of(ReadinessPods.delayed(POD, Duration.ofSeconds(7)));
      running.better.run();
      running.pass(Duration.ZERO);
      assertEquals(2, running.reports.size());
      running.better.run();
      running.pass(Duration.ZERO);
      assertEquals(2, running.reports.size(), "nothing is better than before");
    }
  }

  @Test
  void a_round_that_the_end_breaks_off_is_not_reported_as_one_without_pods() throws Exception {
    List<Report> reports = new CopyOnWriteArrayList<>();
    CountDownLatch asked = new CountDownLatch(1);
    Prober hanging =
        plan -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return ReadinessPods.SILENT.answers(plan);
        };
    Rounds rounds =
        new Rounds(
            () -> List.of(POD),
            ReadinessPods.round(hanging),
            Spread.together(),
            INTERVAL,
            List.of(reports::add),
            new InternalErrors());
    rounds.start();
    assertTrue(asked.await(60, TimeUnit.SECONDS));
    // Waits for the thread of the rounds.
    rounds.close();
    assertEquals(List.of(), reports);
  }
}
