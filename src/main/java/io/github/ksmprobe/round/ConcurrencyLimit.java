package io.github.ksmprobe.round;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How many pods are asked at once. Pods that answer and pods that were silent or slow last time
 * have room of their own, so that those that time out, request after request, never hold up the
 * others.
 */
public final class ConcurrencyLimit {

  /** Of one pod at once; more would only make a small pod slow. */
  private static final int REQUESTS_A_POD = 8;

  /** One part in four is for the silent. */
  private static final int SILENT_PART = 4;

  private final int requestsAPod;
  private final Semaphore answering;
  private final Semaphore silent;

  /** Room for all: for the few pods that are asked all at once. */
  static ConcurrencyLimit open() {
    return new ConcurrencyLimit(REQUESTS_A_POD, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private ConcurrencyLimit(int requestsAPod, int answering, int silent) {
    this.requestsAPod = requestsAPod;
    this.answering = new Semaphore(answering, true);
    this.silent = new Semaphore(silent, true);
  }

  /** Room for so many requests at once, 1 or more. Below twice what a pod takes all share it. */
  public ConcurrencyLimit(int maxConcurrency) {
    requestsAPod = Math.min(REQUESTS_A_POD, Math.max(1, maxConcurrency / 2));
    int together = Math.max(1, maxConcurrency / requestsAPod);
    int forSilent = Math.max(1, together / SILENT_PART);
    boolean two = together > forSilent;
    // Fair, or a pod whose rounds overlap could keep others like it out forever.
    silent = new Semaphore(forSilent, true);
    answering = two ? new Semaphore(together - forSilent, true) : silent;
  }

  /** How many requests a pod may get at once. */
  public int requestsAPod() {
    return requestsAPod;
  }

  /** A prober that waits for room first; what is given up while waiting was not observed. */
  public Prober bounding(Prober prober) {
    return plan -> {
      try {
        return in(false, () -> prober.answers(plan));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return plan.asks().stream().map(ConcurrencyLimit::notAsked).toList();
      }
    };
  }

  private static Answered notAsked(Ask ask) {
    return new Answered(
        ask, new Answer.NotObservable(Answer.Why.ROUND_ENDED, ask.request().describe()));
  }

  /**
   * Does it in the room of those that answer, or not at all if there is no room in time.
   *
   * @param budget for waiting and work together
   * @param work gets what is left of it
   */
  <T> Optional<T> within(Duration budget, Function<Duration, T> work) throws InterruptedException {
    Duration left = budget;
    if (!answering.tryAcquire()) {
      long begun = System.nanoTime();
      if (!answering.tryAcquire(budget.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      left = budget.minusNanos(System.nanoTime() - begun);
    }
    try {
      return left.isPositive() ? Optional.of(work.apply(left)) : Optional.empty();
    } finally {
      answering.release();
    }
  }

  /** How many wait for the room of the silent; for tests. */
  int silentWaiting() {
    return silent.getQueueLength();
  }

  /** Does it as soon as there is room. */
  <T> T in(boolean slow, Supplier<T> work) throws InterruptedException {
    Semaphore room = slow ? silent : answering;
    room.acquire();
    try {
      return work.get();
    } finally {
      room.release();
    }
  }
}
