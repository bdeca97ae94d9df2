package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.round.Report.Awaited;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds on many pods, each of which has its own place within the interval. */
@Timeout(60)
class SpreadRoundsTest {

  private static final Duration INTERVAL = RunningRounds.INTERVAL;
  private static final Duration SLOT = INTERVAL.dividedBy(Spread.SLOTS);

  private static RunningRounds on(Target... targets) {
    return new RunningRounds(Spread.even(new ConcurrencyLimit(64)), targets);
  }

  /** Each has an address of its own, so that it is told who was asked. */
  private static Target[] pods(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> ReadinessPods.target("ksm-" + i, "10.0." + i / 250 + "." + i % 250))
        .toArray(Target[]::new);
  }

  private static Set<String> keys(Target... targets) {
    return List.of(targets).stream().map(Target::key).collect(Collectors.toSet());
  }

  @Test
  void all_are_asked_at_the_start_and_the_first_report_has_every_one() {
    Target[] pods = pods(0, 500);
    try (RunningRounds running = on(pods).start()) {
      running.pass(SLOT);
      assertEquals(keys(pods), running.published());
      assertEquals(Awaited.NOTHING, running.reports.getFirst().awaited());
      assertEquals(500, running.reports.getFirst().pods().size());
    }
  }

  @Test
  void every_pod_has_its_slot_and_one_round_an_interval() {
    try (RunningRounds running = on(pods(0, 500)).start()) {
      running.pass(INTERVAL);
      for (int interval = 0; interval < 2; interval++) {
        Map<String, Integer> rounds = new HashMap<>();
        int most = 0;
        for (int slot = 0; slot < Spread.SLOTS; slot++) {
          running.asked.clear();
          running.pass(SLOT);
          running.asked.forEach(pod -> rounds.merge(pod, 1, Integer::sum));
          most = Math.max(most, running.asked.size());
        }
        assertEquals(500, rounds.size());
        assertEquals(Set.of(1), Set.copyOf(rounds.values()));
        assertTrue(most < 500 / Spread.SLOTS * 4, "at most in one slot: " + most);
      }
    }
  }

  @Test
  void slots_that_a_standstill_missed_are_made_up_for_once() {
    try (RunningRounds running = on(pods(0, 100)).start()) {
      running.pass(INTERVAL);
      running.asked.clear();
      int reports = running.reports.size();
      running.time.stall(INTERVAL.multipliedBy(7));
      running.pass(Duration.ZERO);
      assertEquals(100, running.asked.size());
      assertEquals(100, Set.copyOf(running.asked).size(), "no pod twice");
      assertEquals(reports + 1, running.reports.size());
      running.asked.clear();
      running.pass(INTERVAL);
      assertEquals(100, Set.copyOf(running.asked).size());
      assertEquals(100, running.asked.size(), "then on as before");
    }
  }

  @Test
  void a_pod_that_comes_is_asked_in_the_next_slot() {
    Target[] pods = pods(0, 3);
    try (RunningRounds running = on(pods[0], pods[1]).start()) {
      running.pass(SLOT);
      running.targets = () -> List.of(pods);
      running.pass(SLOT.multipliedBy(2));
      assertEquals(keys(pods), running.published());
    }
  }

  @Test
  void what_is_gone_is_gone_from_the_next_report_on_and_nothing_is_kept_of_it() {
    Target[] pods = pods(0, 500);
    try (RunningRounds running = on(pods).start()) {
      running.pass(SLOT);
      running.targets = () -> List.of(pods(400, 500));
      running.pass(SLOT);
      assertEquals(keys(pods(400, 500)), running.published());
      running.hangs = "10.0.1.150"::equals;
      running.pass(INTERVAL);
      assertTrue(running.time.hanging() > 0);
      running.targets = List::of;
      running.pass(SLOT);
      assertEquals(Set.of(), running.published());
      // What was under way then puts nothing back.
      while (running.time.hanging() > 0) {
        running.time.end(0);
      }
      running.pass(SLOT);
      assertEquals(Set.of(), running.published());
      assertFalse(running.rounds.remembers("monitoring/ksm-400"));
    }
  }

  @Test
  void a_pod_that_was_not_asked_keeps_its_report_object_and_nothing_new_is_no_report() {
    try (RunningRounds running = on(pods(0, 2)).start()) {
      running.pass(INTERVAL);
      PodReport first = running.last().pods().getFirst();
      int reports = running.reports.size();
      running.asked.clear();
      while (running.asked.isEmpty()) {
        assertEquals(reports, running.reports.size());
        running.pass(SLOT);
      }
      running.pass(SLOT);
      assertEquals(reports + 1, running.reports.size());
      boolean firstAgain = running.asked.getFirst().equals("10.0.0.0");
      assertSame(
          firstAgain ? running.reports.get(reports - 1).pods().getLast() : first,
          running.last().pods().get(firstAgain ? 1 : 0));
    }
  }

  @Test
  void nothing_is_published_before_every_pod_that_was_found_had_a_round() {
    Target[] pods = pods(0, 2);
    try (RunningRounds running = on(pods)) {
      running.hangs = "10.0.0.1"::equals;
      running.start();
      running.pass(INTERVAL.minus(SLOT));
      assertEquals(List.of(), running.reports);
      while (running.time.hanging() > 0) {
        running.time.end(0);
      }
      running.pass(SLOT);
      assertEquals(keys(pods), running.published());
    }
  }

  @Test
  void a_pod_that_hangs_keeps_the_others_back_for_a_while_only() {
    Spread roomy = new Spread(Spread.SLOTS, ConcurrencyLimit.open(), Duration.ofSeconds(10));
    try (RunningRounds running = new RunningRounds(roomy, pods(0, 2))) {
      running.hangs = "10.0.0.1"::equals;
      running.start();
      Duration patience = roomy.firstLook().plus(INTERVAL.multipliedBy(2));
      running.pass(patience.minus(SLOT));
      assertEquals(List.of(), running.reports);
      running.pass(SLOT.multipliedBy(2));
      assertEquals(Set.of("monitoring/ksm-0"), running.published());
      assertEquals(new Awaited(false, 1), running.last().awaited());
    }
  }

  @Test
  void that_there_is_none_is_said_once_the_pods_were_listed() {
    try (RunningRounds running = on().start()) {
      running.pass(SLOT);
      assertEquals(Set.of(), running.published());
      assertEquals(Awaited.NOTHING, running.last().awaited());
      assertEquals(running.time.wall, running.last().finishedAt(), "the round over nothing");
    }
  }

  @Test
  void as_long_as_nobody_has_listed_the_pods_the_report_says_so() {
    try (RunningRounds running = on()) {
      running.listed = () -> false;
      running.start();
      running.pass(SLOT);
      assertEquals(new Awaited(true, 0), running.last().awaited());
      running.listed = () -> true;
      running.pass(SLOT);
      assertEquals(Awaited.NOTHING, running.last().awaited());
    }
  }

  @Test
  void the_slots_go_on_at_the_new_pace() {
    try (RunningRounds running = on(pods(0, 100)).start()) {
      running.pass(INTERVAL);
      running.rounds.pace(Duration.ofSeconds(60));
      running.pass(Duration.ofSeconds(60));
      running.asked.clear();
      running.pass(Duration.ofSeconds(60));
      assertEquals(100, running.asked.size());
      assertEquals(Duration.ofSeconds(60), running.last().interval());
    }
  }

  @Test
  void silent_pods_delay_no_other_and_never_take_all_the_room() {
    Target[] alive = pods(0, 50);
    Target[] dead =
        IntStream.range(0, 3)
            .mapToObj(i -> ReadinessPods.target("dead-" + i, "10.9.0.1"))
            .toArray(Target[]::new);
    List<Target> all =
        IntStream.range(0, 53).mapToObj(i -> i < 50 ? alive[i] : dead[i - 50]).toList();
    AtomicInteger hanging = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // Room for four pods at once: room for three, and for one of the silent.
    ConcurrencyLimit limit = new ConcurrencyLimit(32);
    try (RunningRounds running = new RunningRounds(Spread.even(limit))) {
      running.targets = () -> all;
      Prober silent =
          plan ->
              plan.asks().getFirst().request().hostname().equals("10.9.0.1")
                  ? ReadinessPods.SILENT.answers(plan)
                  : ReadinessPods.ALL_WELL.answers(plan);
      running.prober = silent;
      running.start();
      running.pass(SLOT);
      assertEquals(53, running.last().pods().size());
      running.time.queueing = limit::silentWaiting;
      running.prober =
          plan -> {
            if (plan.asks().getFirst().request().hostname().equals("10.9.0.1")) {
              most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
              running.time.hang();
              hanging.decrementAndGet();
            }
            return silent.answers(plan);
          };
      for (int interval = 0; interval < 3; interval++) {
        running.asked.clear();
        running.pass(INTERVAL);
        assertEquals(50, running.asked.stream().filter(ip -> !ip.equals("10.9.0.1")).count());
      }
      assertEquals(1, most.get());
    }
  }
}
