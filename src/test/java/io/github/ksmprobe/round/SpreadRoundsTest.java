package io.github.ksmprobe.round;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpreadRoundsTest {

  private volatile List<Target> targets = List.of();
  private final LatestReport latest = new LatestReport();

  @Test
  void every_pod_has_its_slot_and_one_round_an_interval() {
    targets = pods(0, 500);
    AtomicInteger rounds = new AtomicInteger();
    try (SpreadRounds spread =
        spread(
            plan -> {
              rounds.incrementAndGet();
              return Pods.ALL_WELL.answers(plan);
            },
            64)) {
      int most = 0;
      for (int slot = 0; slot < SpreadRounds.SLOTS; slot++) {
        int before = rounds.get();
        int due = due(targets, slot);
        spread.turn();
        until(() -> rounds.get() == before + due);
        most = Math.max(most, due);
      }
      assertEquals(500, rounds.get());
      assertTrue(most < 500 / SpreadRounds.SLOTS * 4, "at most in one slot: " + most);
      until(
          () -> {
            for (int i = 0; i < SpreadRounds.SLOTS && published() < 500; i++) {
              spread.turn();
            }
            return published() == 500;
          });
    }
  }

  @Test
  void what_is_gone_is_gone_from_the_next_report_on() {
    targets = pods(0, 500);
    try (SpreadRounds spread = spread(Pods.ALL_WELL, 64)) {
      turnUntil(spread, 500);
      targets = pods(400, 500);
      spread.turn();
      assertEquals(
          new HashSet<>(targets.stream().map(Target::key).toList()), keys(), "no more, no less");
      targets = List.of();
      spread.turn();
      assertEquals(Set.of(), keys());
      // A round that was under way may have put its report back.
      until(() -> spread.underWay().isEmpty());
      spread.turn();
      assertEquals(Set.of(), spread.remembered());
    }
  }

  @Test
  void a_pod_that_was_not_asked_keeps_its_report_object() {
    targets = pods(0, 1);
    try (SpreadRounds spread = spread(Pods.ALL_WELL, 64)) {
      turnUntil(spread, 1);
      PodReport first = latest.get().orElseThrow().pods().getFirst();
      spread.turn();
      assertSame(first, latest.get().orElseThrow().pods().getFirst());
    }
  }

  @Test
  void dead_pods_delay_no_other_and_their_rounds_never_pile_up() {
    List<Target> alive = pods(0, 50);
    List<Target> dead =
        IntStream.range(0, 3).mapToObj(i -> Pods.target("dead-" + i, "10.0.0.2")).toList();
    targets = Stream.concat(alive.stream(), dead.stream()).toList();
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    AtomicInteger mostHanging = new AtomicInteger();
    Prober prober =
        plan -> {
          if (plan.asks().getFirst().request().hostname().equals("10.0.0.2")) {
            mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
            awaitQuietly(end);
            hanging.decrementAndGet();
            return Pods.SILENT.answers(plan);
          }
          return Pods.ALL_WELL.answers(plan);
        };
    // Room for four pods at once: one lane of three, and one for the silent.
    try (SpreadRounds spread = spread(prober, 32)) {
      // The silent pods are known as such from their first round on.
      end.countDown();
      turnUntil(spread, 53);
      until(() -> spread.underWay().isEmpty());
      mostHanging.set(0);
      CountDownLatch never = new CountDownLatch(1);
      AtomicInteger answered = new AtomicInteger();
      Prober stuck =
          plan -> {
            if (plan.asks().getFirst().request().hostname().equals("10.0.0.2")) {
              mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
              awaitQuietly(never);
              hanging.decrementAndGet();
              return Pods.SILENT.answers(plan);
            }
            answered.incrementAndGet();
            return Pods.ALL_WELL.answers(plan);
          };
      current = stuck;
      for (int turn = 0; turn < 3; turn++) {
        for (int i = 0; i < SpreadRounds.SLOTS; i++) {
          int expected = answered.get() + due(alive, spread.nextSlot());
          spread.turn();
          until(() -> answered.get() == expected && onlyDead(spread.underWay()));
        }
      }
      assertEquals(1, mostHanging.get(), "the lane of the silent takes one at a time");
      never.countDown();
    }
  }

  private static boolean onlyDead(Set<String> keys) {
    return keys.stream().allMatch(key -> key.contains("dead"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private volatile Prober current = Pods.ALL_WELL;

  private SpreadRounds spread(Prober prober, int maxConcurrency) {
    current = prober;
    return new SpreadRounds(
        () -> targets,
        Pods.round(plan -> current.answers(plan)),
        new Lanes(maxConcurrency),
        Duration.ofSeconds(15),
        Clock.systemUTC(),
        List.of(latest));
  }

  private static List<Target> pods(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Pods.target("ksm-" + i)).toList();
  }

  private static int due(List<Target> pods, int slot) {
    return (int) pods.stream().filter(target -> SpreadRounds.slotOf(target.key()) == slot).count();
  }

  private int published() {
    return latest.get().map(report -> report.pods().size()).orElse(0);
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    latest
        .get()
        .orElseThrow()
        .pods()
        .forEach(
            report ->
                keys.add(
                    report.pod().workload().namespace() + "/" + report.pod().workload().name()));
    return keys;
  }

  private void turnUntil(SpreadRounds spread, int count) {
    until(
        () -> {
          spread.turn();
          return published() == count;
        });
  }
}
