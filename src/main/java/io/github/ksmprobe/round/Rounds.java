package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a round at once and then at a fixed rate, on all targets side by side. A round that takes
 * longer than the interval makes the next one start at the next full interval: none pile up.
 *
 * <p>The first round asks without waiting for anybody. Only its report is held back for a moment
 * while the API server still is to say what the pod's probes are, {@value #GRACE_MILLIS} ms at
 * most: once it has, they are asked as well, and the first report has them.
 */
public final class Rounds implements Running {

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  /** An API server that answers at all does so within this time. */
  private static final int GRACE_MILLIS = 500;

  private final Targets targets;
  private final Round round;
  private final Clock clock;
  private final Sinks sinks;
  private final Disagreements disagreements;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("rounds").daemon().unstarted(task));
  private final ExecutorService pods = Executors.newVirtualThreadPerTaskExecutor();
  private List<Target> asked = List.of();
  private volatile Duration interval;
  // Only the timer's thread touches these two.
  private Instant lastDue = Instant.MIN;
  private Optional<Future<?>> next = Optional.empty();

  /**
   * Rounds that have not started yet.
   *
   * @param interval from the start of one round to the start of the next
   * @param sinks told of every round, in this order
   */
  public Rounds(
      Targets targets, Round round, Duration interval, Clock clock, List<ReportSink> sinks) {
    this.targets = requireNonNull(targets);
    this.round = requireNonNull(round);
    this.interval = requireNonNull(interval);
    this.clock = requireNonNull(clock);
    this.sinks = new Sinks(sinks);
    this.disagreements = new Disagreements(interval);
  }

  /** Starts with a round at once, and runs one more whenever better is known of the pods. */
  @Override
  public void start() {
    Instant first = clock.instant();
    targets.onBetter(this::soon);
    timer.execute(
        () -> {
          publish(first());
          schedule(first);
        });
  }

  private Report first() {
    Report report = once();
    try {
      targets.awaitFirstLook(Duration.ofMillis(GRACE_MILLIS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return targets.current().equals(asked) ? report : once();
  }

  private void soon() {
    if (!timer.isShutdown()) {
      timer.execute(
          () -> {
            if (!targets.current().equals(asked)) {
              publish(once());
            }
          });
    }
  }

  @Override
  public void pace(Duration wanted) {
    interval = requireNonNull(wanted);
    disagreements.pace(wanted);
    if (!timer.isShutdown()) {
      timer.execute(this::reschedule);
    }
  }

  /** One round now, on the calling thread; its report goes nowhere but to the caller. */
  public Report once() {
    Instant start = clock.instant();
    List<Target> current = targets.current();
    asked = current;
    List<PodReport> reports = new ArrayList<>();
    for (Future<PodReport> future : submit(current)) {
      try {
        reports.add(future.get());
      } catch (ExecutionException bug) {
        log.atError().setCause(bug.getCause()).log("a round failed on one pod");
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    Set<String> keys = current.stream().map(Target::key).collect(toSet());
    round.keepOnly(current);
    disagreements.keepOnly(keys);
    Instant end = clock.instant();
    return new Report(reports, end, Duration.between(start, end), interval);
  }

  private List<Future<PodReport>> submit(List<Target> current) {
    return current.stream().map(target -> pods.submit(() -> on(target))).toList();
  }

  private PodReport on(Target target) {
    return disagreements.compared(target, round.on(target), clock.instant());
  }

  // A round that the end of the program broke off lacks pods that are all there.
  private void publish(Report report) {
    if (timer.isShutdown()) {
      return;
    }
    sinks.accept(report);
  }

  private void schedule(Instant due) {
    lastDue = due;
    Instant now = clock.instant();
    long behind = Math.max(0, Duration.between(due, now).toMillis());
    scheduleFor(due.plusMillis((behind / interval.toMillis() + 1) * interval.toMillis()), now);
  }

  /** The round that waits now is for another moment. */
  private void reschedule() {
    if (next.isPresent() && next.get().cancel(false)) {
      scheduleFor(lastDue.plus(interval), clock.instant());
    }
  }

  private void scheduleFor(Instant due, Instant now) {
    if (!timer.isShutdown()) {
      // What is overdue is due now, or it would be made up for with rounds without a pause.
      Instant from = due.isBefore(now) ? now : due;
      next =
          Optional.of(
              timer.schedule(
                  () -> {
                    publish(once());
                    schedule(from);
                  },
                  Duration.between(now, from).toMillis(),
                  TimeUnit.MILLISECONDS));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pods.shutdownNow();
    try {
      if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
        log.atDebug().log("a round was still under way at shutdown");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
