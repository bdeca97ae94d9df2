package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Ask.Purpose.Configured;
import io.github.ksmprobe.evidence.Ask.Purpose.Signature;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.round.Dialler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The asks of one plan: so many at once, the others in turn. The deadline ends all but the
 * configured probes, which end by their own timeouts, and the budget ends those as well.
 */
final class PlanExecution {

  /** For the event loop to take note that the time is up. */
  private static final Duration GRACE = Duration.ofMillis(100);

  /** For each request to end by itself; only an event loop that is stuck needs more. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Slot(Ask ask, CompletableFuture<Answer> answer) {
    boolean hasTimeOfItsOwn() {
      return switch (ask.purpose()) {
        case Configured _ -> true;
        case Cell _, Signature _ -> false;
      };
    }

    Answer notObserved() {
      return new Answer.NotObservable(Answer.Why.ROUND_ENDED, ask.request().describe());
    }
  }

  private final Network network;
  private final int concurrency;
  private final Plan plan;
  private final Optional<String> token;
  private final Optional<Dialler> dialler;
  private final List<Slot> slots;
  private final CompletableFuture<Void> all;
  private final Deque<Slot> waiting;
  private final Map<Slot, Exchange> running = new LinkedHashMap<>();

  PlanExecution(
      Network network,
      int concurrency,
      Plan plan,
      Optional<String> token,
      Optional<Dialler> dialler) {
    this.network = network;
    this.concurrency = concurrency;
    this.plan = plan;
    this.token = token;
    this.dialler = dialler;
    this.slots = plan.asks().stream().map(ask -> new Slot(ask, new CompletableFuture<>())).toList();
    this.all =
        CompletableFuture.allOf(slots.stream().map(Slot::answer).toArray(CompletableFuture[]::new));
    this.waiting = new ArrayDeque<>(slots);
  }

  /** Asks and waits; for any thread but the event loop's. */
  List<Answered> answers() {
    boolean interrupted = false;
    try {
      long called = System.nanoTime();
      slots.stream()
          .map(slot -> slot.ask().request())
          .filter(ProbeRequest.class::isInstance)
          .map(request -> ((ProbeRequest) request).scheme())
          .distinct()
          .forEach(network::rehearse);
      // The warm-up is no part of the round, but a caller with a budget has waited for it.
      long begin = plan.budget().isPresent() ? called : System.nanoTime();
      network.run(this::proceed);
      interrupted = isInterruptedUntilDone(begin);
    } catch (RejectedExecutionException closed) {
      // Nobody asks any more; what has no answer gets its substitute below.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return slots.stream()
        .map(slot -> new Answered(slot.ask(), slot.answer().getNow(slot.notObserved())))
        .toList();
  }

  /** Whether it was interrupted, which ends everything. */
  private boolean isInterruptedUntilDone(long begin) {
    boolean interrupted = false;
    try {
      Duration last = plan.budget().orElseGet(this::longest);
      if (!isDoneIn(plan.deadline(), begin)) {
        network.run(() -> giveUp(slot -> !slot.hasTimeOfItsOwn()));
      }
      if (isDoneIn(last, begin)) {
        return false;
      }
    } catch (InterruptedException interrupt) {
      interrupted = true;
    }
    network.run(() -> giveUp(_ -> true));
    try {
      boolean _ = isDoneIn(GRACE, System.nanoTime());
    } catch (InterruptedException again) {
      interrupted = true;
    }
    return interrupted;
  }

  /** When each configured probe has had its turn and its time. */
  private Duration longest() {
    List<Duration> timeouts =
        slots.stream().filter(Slot::hasTimeOfItsOwn).map(slot -> slot.ask().timeout()).toList();
    int turns = timeouts.size() / concurrency + 1;
    Duration most = timeouts.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    return plan.deadline().plus(most.multipliedBy(turns)).plus(PATIENCE);
  }

  private boolean isDoneIn(Duration limit, long begin) throws InterruptedException {
    long left = limit.toNanos() - (System.nanoTime() - begin);
    try {
      all.get(left, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("answers never fail", impossible);
    }
  }

  private void proceed() {
    while (running.size() < concurrency && !waiting.isEmpty()) {
      start(waiting.remove());
    }
  }

  private void start(Slot slot) {
    Exchange exchange =
        new Exchange(
            network,
            slot.ask(),
            token,
            dialler,
            answer -> {
              slot.answer().complete(answer);
              running.remove(slot);
              network.run(this::proceed);
            });
    running.put(slot, exchange);
    exchange.start();
  }

  private void giveUp(Predicate<Slot> which) {
    waiting.removeIf(slot -> which.test(slot) && slot.answer().complete(slot.notObserved()));
    Map.copyOf(running)
        .forEach(
            (slot, exchange) -> {
              if (which.test(slot)) {
                exchange.giveUp();
              }
            });
  }
}
