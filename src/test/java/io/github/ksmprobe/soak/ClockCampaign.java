package io.github.ksmprobe.soak;

import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.Until;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.history.ChangeLog;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.ReportSink;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.round.Spread;
import io.github.ksmprobe.round.SteppedRounds;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Rounds while somebody sets the machine's clock. */
final class ClockCampaign implements Campaign {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String about() {
    return "the clock steps back and forth by up to a year; rounds go on, neither stopping nor"
        + " rushing";
  }

  @Override
  public int few() {
    return 4;
  }

  @Override
  public void attempt(Case one) {
    SplittableRandom random = one.random();
    AtomicInteger asked = new AtomicInteger();
    KsmPod pod =
        Fixtures.pod(
            Fixtures.ksm(Fixtures.liveness("/livez", 8080), Fixtures.readiness("/readyz", 8081)));
    Prediction prediction = new Prediction(pod, Fixtures.match("v2.14.0"), Conditions.NORMAL);
    Round round =
        new Round(
            plan -> {
              asked.incrementAndGet();
              return prediction.answers(plan);
            },
            INTERVAL,
            INTERVAL,
            4);
    List<Target> targets = List.of(new Target(pod, Vantage.outside(pod.ip())));
    boolean even = one.number() % 2 == 1;
    Spread spread = even ? Spread.even(new ConcurrencyLimit(8)) : Spread.together();
    History history = new History();
    List<ReportSink> sinks = List.of(history, new ChangeLog(history));
    try (SteppedRounds rounds = new SteppedRounds(() -> targets, round, spread, INTERVAL, sinks)) {
      rounds.start();
      for (int step = one.size(3, 20); step > 0 && one.failures().isEmpty(); step--) {
        long seconds = random.nextLong(1, 1L << (1 + random.nextInt(25)));
        Duration by = Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds);
        rounds.step(by);
        one.did("steps", 1);
        long begin = System.nanoTime();
        int before = asked.get();
        boolean went = Until.holds(PATIENCE, LOOK_EVERY, () -> asked.get() >= before + 4);
        one.check(went, () -> (even ? "spread: " : "") + by + ": rounds stop");
        double due = (System.nanoTime() - begin) / (double) INTERVAL.toNanos();
        int came = asked.get() - before;
        one.check(came <= due + 3, () -> by + ": " + came + " rounds where " + due + " were due");
      }
      one.check(
          rounds.caught().values().stream().allMatch(count -> count == 0),
          () -> "caught: " + rounds.caught());
    }
  }
}
