package io.github.ksmprobe.round;

import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.targets.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Rounds by a clock that the test moves, and what they asked and published. */
final class RunningRounds implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofSeconds(15);

  final ManualScheduler time = new ManualScheduler();
  final InternalErrors errors = new InternalErrors(time::nanoTime);
  final List<Report> reports = new CopyOnWriteArrayList<>();

  /** The addresses of the pods, in the order in which their rounds were asked. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** At which addresses rounds hang from now on until the test ends them. */
  volatile Predicate<String> hangs = _ -> false;

  /** What was to be asked in each round. */
  final List<Plan> plans = new CopyOnWriteArrayList<>();

  volatile Prober prober = ReadinessPods.ALL_WELL;
  volatile Supplier<List<Target>> targets;
  BooleanSupplier listed = () -> true;
  Runnable better = () -> {};
  final Round round;
  final Rounds rounds;

  RunningRounds(Spread spread, Target... targets) {
    this(spread, List.of(), targets);
  }

  RunningRounds(Spread spread, List<ReportSink> before, Target... targets) {
    List<Target> fixed = List.of(targets);
    this.targets = () -> fixed;
    List<ReportSink> sinks = new ArrayList<>(before);
    sinks.add(reports::add);
    this.round =
        ReadinessPods.round(
            plan -> {
              plans.add(plan);
              asked.add(plan.asks().getFirst().request().hostname());
              Prober now = prober;
              if (hangs.test(plan.asks().getFirst().request().hostname())) {
                time.hang();
              }
              return now.answers(plan);
            });
    this.rounds = new Rounds(new Found(), round, spread, INTERVAL, sinks, errors, time);
  }

  private final class Found implements Targets {
    @Override
    public List<Target> current() {
      return targets.get();
    }

    @Override
    public boolean areListed() {
      return listed.getAsBoolean();
    }

    @Override
    public void onBetter(Runnable listener) {
      better = listener;
    }
  }

  /** Starts, and lets everything happen that happens at once. */
  RunningRounds start() {
    rounds.start();
    time.advance(Duration.ZERO);
    return this;
  }

  void pass(Duration some) {
    time.advance(some);
  }

  Report last() {
    return reports.getLast();
  }

  Set<String> published() {
    return last().pods().stream().map(PodReport::key).collect(Collectors.toSet());
  }

  long caught(InternalErrors.Place place) {
    return errors.counts().getOrDefault(place, -1L);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
