package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.round.OnDemand.Outcome;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnDemandTest {

  private static final KsmPod POD = AskedPods.pod("ns", "ksm", "v2.14.0");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger rounds = new AtomicInteger();
  private final CountDownLatch hold = new CountDownLatch(1);

  private final ConcurrencyLimit limit = new ConcurrencyLimit(8);

  private OnDemand onDemand(Prober prober) {
    return new OnDemand(
        () -> List.of(AskedPods.target(POD)),
        AskedPods.round(prober),
        Clock.fixed(AskedPods.NOW, ZoneOffset.UTC),
        limit);
  }

  private List<Answered> held(Plan plan) {
    rounds.incrementAndGet();
    try {
      hold.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return AskedPods.model(POD).answers(plan);
  }

  @Test
  void another_target_is_not_asked() {
    OnDemand onDemand =
        onDemand(
            plan -> {
              throw new AssertionError("asked");
            });
    assertEquals(new Outcome.NoSuchTarget(), onDemand.on("ns/other", LONG));
  }

  @Test
  void callers_at_the_same_time_share_one_round() throws Exception {
    OnDemand onDemand = onDemand(this::held);
    List<FutureTask<Outcome>> callers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FutureTask<Outcome> caller = new FutureTask<>(() -> onDemand.on("ns/ksm", LONG));
      callers.add(caller);
      threads.add(Thread.ofPlatform().daemon().start(caller));
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    hold.countDown();
    Report first = assertInstanceOf(Outcome.Done.class, callers.getFirst().get()).report();
    for (FutureTask<Outcome> caller : callers) {
      assertSame(first, assertInstanceOf(Outcome.Done.class, caller.get()).report());
    }
    assertEquals(1, rounds.get());
    assertInstanceOf(Outcome.Done.class, onDemand.on("ns/ksm", LONG));
    assertEquals(2, rounds.get());
  }

  @Test
  void who_cannot_wait_for_the_round_of_another_is_told_so() {
    OnDemand onDemand = onDemand(this::held);
    Thread.ofPlatform().daemon().start(() -> onDemand.on("ns/ksm", LONG));
    while (rounds.get() == 0) {
      Thread.onSpinWait();
    }
    assertEquals(new Outcome.Late(), onDemand.on("ns/ksm", Duration.ofMillis(1)));
    hold.countDown();
  }

  @Test
  void a_bug_does_not_block_the_target() {
    AtomicInteger calls = new AtomicInteger();
    OnDemand onDemand =
        onDemand(
            plan -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("bug");
              }
              return AskedPods.model(POD).answers(plan);
            });
    assertThrows(IllegalStateException.class, () -> onDemand.on("ns/ksm", LONG));
    assertInstanceOf(Outcome.Done.class, onDemand.on("ns/ksm", LONG));
  }

  @Test
  void the_budget_ends_the_round_and_makes_no_timeout_shorter() {
    List<Plan> plans = new ArrayList<>();
    OnDemand onDemand =
        onDemand(
            plan -> {
              plans.add(plan);
              return AskedPods.model(POD).answers(plan);
            });
    onDemand.on("ns/ksm", Duration.ofSeconds(2));
    assertEquals(Optional.of(Duration.ofSeconds(2)), plans.getFirst().budget());
    assertEquals(
        Duration.ofSeconds(5),
        plans.getFirst().asks().stream()
            .map(ask -> ask.timeout())
            .max(Duration::compareTo)
            .orElseThrow());
  }

  @Test
  void where_too_many_pods_are_asked_already_it_waits_no_longer_than_the_budget() throws Exception {
    OnDemand onDemand = onDemand(plan -> AskedPods.model(POD).answers(plan));
    Outcome meanwhile = limit.in(false, () -> onDemand.on("ns/ksm", Duration.ofMillis(20)));
    assertEquals(new Outcome.Late(), meanwhile);
    assertInstanceOf(Outcome.Done.class, onDemand.on("ns/ksm", LONG));
  }
}
