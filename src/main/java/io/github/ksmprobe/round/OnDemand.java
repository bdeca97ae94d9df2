package io.github.ksmprobe.round;

import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.targets.Targets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One round on one target because somebody asks for it, beside the rounds that run by themselves.
 *
 * <p>Only targets that are watched anyway: a caller must not be able to make this process ask other
 * addresses. Callers who ask for one target at the same time share one round, so a pod is never
 * asked twice at once, however many ask.
 */
public final class OnDemand {

  private final Targets targets;
  private final Round round;
  private final Clock clock;
  private final ConcurrencyLimit limit;
  private final Map<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();

  public sealed interface Outcome {
    /**
     * A round with one pod in it.
     *
     * @param report its interval is the budget it had
     */
    record Done(Report report) implements Outcome {}

    /** It is none of the watched targets. */
    record NoSuchTarget() implements Outcome {}

    /** The round that others had started, or all that were under way, took longer than allowed. */
    record Late() implements Outcome {}
  }

  /**
   * On the targets as they are at the time of each call.
   *
   * @param limit for all rounds, those by themselves and these
   */
  public OnDemand(Targets targets, Round round, Clock clock, ConcurrencyLimit limit) {
    this.targets = targets;
    this.round = round;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * One round on every target, side by side, for a command that runs just one.
   *
   * @param interval that the report is to name
   * @throws IllegalStateException if it failed on one of them, which is a mistake of ours
   */
  public static Report onAll(Targets targets, Round round, Duration interval, Clock clock) {
    long start = System.nanoTime();
    List<PodReport> reports = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PodReport>> all = new ArrayList<>();
      for (Target target : targets.current()) {
        all.add(threads.submit(() -> Judge.of(target, round.on(target))));
      }
      for (Future<PodReport> one : all) {
        reports.add(one.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the round failed on one pod", bug.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return report(reports, clock, start, interval);
  }

  /**
   * Runs on the calling thread, or waits for the round on that target that is under way.
   *
   * @param key namespace and name as {@link Target#key()} has them
   * @param budget how long it may take
   */
  public Outcome on(String key, Duration budget) {
    Optional<Target> target =
        targets.current().stream().filter(one -> one.key().equals(key)).findFirst();
    return target.map(known -> shared(known, budget)).orElseGet(Outcome.NoSuchTarget::new);
  }

  private Outcome shared(Target target, Duration budget) {
    CompletableFuture<Outcome> own = new CompletableFuture<>();
    CompletableFuture<Outcome> other = running.putIfAbsent(target.key(), own);
    if (other != null) {
      return join(other, budget);
    }
    try {
      Outcome outcome = run(target, budget);
      own.complete(outcome);
      return outcome;
    } catch (RuntimeException bug) {
      own.completeExceptionally(bug);
      throw bug;
    } finally {
      running.remove(target.key());
    }
  }

  private static Outcome join(CompletableFuture<Outcome> other, Duration budget) {
    try {
      return other.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Outcome.Late();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Outcome.Late();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the shared round failed", bug.getCause());
    }
  }

  private Outcome run(Target target, Duration budget) {
    try {
      return limit
          .<Outcome>within(budget, left -> new Outcome.Done(withRoom(target, left, budget)))
          .orElseGet(Outcome.Late::new);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Outcome.Late();
    }
  }

  private Report withRoom(Target target, Duration left, Duration budget) {
    long start = System.nanoTime();
    PodReport pod = Judge.of(target, round.now(target, left));
    return report(List.of(pod), clock, start, budget);
  }

  private static Report report(List<PodReport> pods, Clock clock, long start, Duration interval) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Report(pods, clock.instant(), took, interval);
  }
}
