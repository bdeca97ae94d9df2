package io.github.ksmprobe.round;

import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.targets.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/** Rounds in real time, under a wall clock that a test sets; for tests of other rooms. */
public final class SteppedRounds implements AutoCloseable {

  private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
  private final InternalErrors errors = new InternalErrors();
  private final Rounds rounds;

  public SteppedRounds(
      Targets targets, Round round, Spread spread, Duration interval, List<ReportSink> sinks) {
    rounds = new Rounds(targets, round, spread, interval, sinks, errors, new Stepped());
  }

  public void start() {
    rounds.start();
  }

  /** Sets the clock forward, or back. */
  public void step(Duration by) {
    off.updateAndGet(by::plus);
  }

  /** What had to be caught. */
  public Map<InternalErrors.Place, Long> caught() {
    return errors.counts();
  }

  @Override
  public void close() {
    rounds.close();
  }

  private final class Stepped implements Scheduler {
    private final Scheduler real = new SystemScheduler();

    @Override
    public long nanoTime() {
      return real.nanoTime();
    }

    @Override
    public Instant instant() {
      return real.instant().plus(off.get());
    }

    @Override
    public Future<?> after(Duration delay, Runnable work) {
      return real.after(delay, work);
    }

    @Override
    public void beside(Runnable work) {
      real.beside(work);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
