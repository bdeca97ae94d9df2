package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The asks of one plan: so many at once, the others in turn, all over by the deadline. */
final class Batch {

  /** For the event loop to take note that the time is up. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private record Slot(Ask ask, CompletableFuture<Answer> answer) {}

  private final Network network;
  private final int concurrency;
  private final Duration deadline;
  private final Optional<String> token;
  private final List<Slot> slots;
  private final Deque<Slot> waiting;
  private final Set<Exchange> running = new HashSet<>();
  private boolean over;

  Batch(Network network, int concurrency, Plan plan, Optional<String> token) {
    this.network = network;
    this.concurrency = concurrency;
    this.deadline = plan.deadline();
    this.token = token;
    this.slots = plan.asks().stream().map(ask -> new Slot(ask, new CompletableFuture<>())).toList();
    this.waiting = new ArrayDeque<>(slots);
  }

  /** Asks and waits; for any thread but the event loop's. */
  List<Answered> answers() {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(slots.stream().map(Slot::answer).toArray(CompletableFuture[]::new));
    boolean interrupted = false;
    try {
      long started = System.nanoTime();
      slots.stream()
          .map(slot -> slot.ask().request().scheme())
          .distinct()
          .forEach(network::rehearse);
      network.run(this::proceed);
      interrupted = isInterruptedIn(all, deadline.minusNanos(System.nanoTime() - started));
      if (!all.isDone()) {
        network.run(this::end);
        interrupted |= isInterruptedIn(all, GRACE);
      }
    } catch (RejectedExecutionException closed) {
      // Nobody asks any more; what has no answer gets its substitute below.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return slots.stream()
        .map(slot -> new Answered(slot.ask(), slot.answer().getNow(roundEnded(slot.ask()))))
        .toList();
  }

  private static boolean isInterruptedIn(CompletableFuture<Void> all, Duration limit) {
    try {
      all.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("answers never fail", impossible);
    } catch (InterruptedException interrupt) {
      return true;
    }
    return false;
  }

  private void proceed() {
    while (!over && running.size() < concurrency && !waiting.isEmpty()) {
      start(waiting.remove());
    }
  }

  private void start(Slot slot) {
    List<Exchange> self = new ArrayList<>(1);
    Exchange exchange =
        new Exchange(
            network,
            slot.ask(),
            token,
            answer -> {
              slot.answer().complete(answer);
              running.removeAll(self);
              network.run(this::proceed);
            });
    self.add(exchange);
    running.add(exchange);
    exchange.start();
  }

  private void end() {
    over = true;
    waiting.forEach(slot -> slot.answer().complete(roundEnded(slot.ask())));
    waiting.clear();
    List.copyOf(running).forEach(Exchange::expire);
  }

  private static Answer roundEnded(Ask ask) {
    return new Answer.NotObservable(Answer.Why.ROUND_ENDED, ask.request().describe());
  }
}
