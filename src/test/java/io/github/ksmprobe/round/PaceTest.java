package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds that get another pace while they run. */
@Timeout(60)
class PaceTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<Plan> plans = new LinkedBlockingQueue<>();
  private final List<Target> targets = List.of(Pods.target("ksm-0"));
  private final Round round =
      new Round(
          plan -> {
            plans.add(plan);
            return Pods.ALL_WELL.answers(plan);
          },
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          4);

  @Test
  void the_round_that_waits_comes_at_the_new_pace() throws Exception {
    try (Rounds rounds = rounds(HOUR)) {
      rounds.start();
      assertEquals(HOUR, next().interval());
      rounds.pace(SHORT);
      assertEquals(SHORT, next().interval());
      assertEquals(SHORT, next().interval());
    }
  }

  @Test
  void a_slower_pace_holds_the_next_round_back() throws Exception {
    try (Rounds rounds = rounds(SHORT)) {
      rounds.start();
      next();
      rounds.pace(HOUR);
      // Ends only where rounds have stopped coming every 20 ms.
      while (reports.poll(500, TimeUnit.MILLISECONDS) != null) {}
      assertEquals(null, reports.poll(500, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void the_rounds_go_on_counting_where_they_were() throws Exception {
    try (Rounds rounds = rounds(HOUR)) {
      rounds.start();
      next();
      rounds.pace(SHORT);
      for (int i = 0; i < 3; i++) {
        next();
      }
    }
    // Main /metrics is asked in the first round of four, and would be in the second after a
    // restart.
    List<Boolean> beat =
        plans.stream()
            .limit(4)
            .map(plan -> plan.asks().stream().anyMatch(PaceTest::isMainMetrics))
            .toList();
    assertEquals(List.of(true, false, false, false), beat);
  }

  @Test
  void rounds_that_have_not_started_do_not_start_by_it() throws Exception {
    try (Rounds rounds = rounds(HOUR)) {
      rounds.pace(SHORT);
      assertEquals(null, reports.poll(100, TimeUnit.MILLISECONDS));
      rounds.start();
      assertEquals(SHORT, next().interval());
    }
  }

  @Test
  void the_slots_of_many_pods_go_on_at_the_new_pace() throws Exception {
    try (SpreadRounds rounds =
        new SpreadRounds(
            () -> targets, round, new Lanes(8), HOUR, Clock.systemUTC(), List.of(reports::add))) {
      rounds.start();
      assertEquals(HOUR, next().interval());
      int slot = rounds.nextSlot();
      assertEquals(1, slot);
      rounds.pace(Duration.ofSeconds(1));
      for (int i = 0; i < SpreadRounds.SLOTS; i++) {
        assertEquals(Duration.ofSeconds(1), next().interval());
      }
      assertTrue(!plans.isEmpty());
    }
  }

  @Test
  void limits_are_those_of_the_next_round() {
    round.on(targets.getFirst());
    round.limit(Duration.ofMillis(300), Duration.ofMillis(700));
    round.on(targets.getFirst());
    List<Plan> both = List.copyOf(plans);
    assertEquals(Duration.ofSeconds(1), both.get(0).deadline());
    assertEquals(Duration.ofMillis(700), both.get(1).deadline());
  }

  private static boolean isMainMetrics(Ask ask) {
    return ask.purpose() instanceof Cell cell
        && cell.listener() == Listener.MAIN
        && cell.path().equals("/metrics");
  }

  private Rounds rounds(Duration interval) {
    return new Rounds(() -> targets, round, interval, Clock.systemUTC(), List.of(reports::add));
  }

  private Report next() throws InterruptedException {
    Report report = reports.poll(30, TimeUnit.SECONDS);
    assertTrue(report != null, "no round came");
    return report == null ? new Report(List.of(), Instant.EPOCH, HOUR, HOUR) : report;
  }
}
