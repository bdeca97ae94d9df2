package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.log.Seldom;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.round.Report.Awaited;
import io.github.ksmprobe.targets.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds without end, on one pod or on many.
 *
 * <p>The interval is cut into slots. In each slot its pods are asked, whatever their earlier rounds
 * still wait for, and those that are gone are forgotten. Slots that were missed are made up for in
 * one go: no pod is asked twice for it. A pod that nobody has asked yet is always due.
 *
 * <p>Nothing is published until a round has ended on every pod that there is, or a report would say
 * that there are fewer: the API server has a moment to say what there is, and whoever does not come
 * to an end holds up the others for two intervals at most.
 */
public final class Rounds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final Targets targets;
  private final Round round;
  private final Spread spread;
  private final Sinks sinks;
  private final InternalErrors errors;
  private final Scheduler scheduler;
  private final Seldom skipped = new Seldom();
  private volatile Duration interval;
  private volatile Instant lastEnd;
  private volatile boolean news;

  // Only what the scheduler does one after the other touches these.
  private Map<String, PodRounds> pods = new LinkedHashMap<>();
  private Optional<Future<?>> next = Optional.empty();
  private Duration slotLength;
  private int slot;
  private long due;
  private long started;
  private boolean looked;
  private boolean published;

  /**
   * Rounds that have not started yet.
   *
   * @param interval from the start of one round to the start of the next on the same pod
   * @param sinks which receive what is new, in this order
   * @param errors takes what must not end the rounds
   */
  public Rounds(
      Targets targets,
      Round round,
      Spread spread,
      Duration interval,
      List<ReportSink> sinks,
      InternalErrors errors) {
    this(targets, round, spread, interval, sinks, errors, new SystemScheduler());
  }

  Rounds(
      Targets targets,
      Round round,
      Spread spread,
      Duration interval,
      List<ReportSink> sinks,
      InternalErrors errors,
      Scheduler scheduler) {
    this.targets = targets;
    this.round = round;
    this.spread = spread;
    this.interval = interval;
    this.sinks = new Sinks(sinks, errors);
    this.errors = errors;
    this.scheduler = scheduler;
    this.slotLength = spread.slot(interval);
    this.lastEnd = scheduler.instant();
  }

  /** Starts with a round at once, and runs one more whenever better is known of the pods. */
  public void start() {
    targets.onBetter(() -> soon(this::askChanged));
    soon(
        () -> {
          started = scheduler.nanoTime();
          due = started;
          turn();
        });
    scheduler.beside(this::look);
  }

  /**
   * Goes on with another interval. Nothing is restarted: what is known of the pods stays known, and
   * the next slot comes its length after the last one, or at once where that has passed.
   */
  public void pace(Duration wanted) {
    interval = wanted;
    soon(() -> turnEvery(spread.slot(wanted)));
  }

  private void soon(Runnable work) {
    Future<?> _ = scheduler.after(Duration.ZERO, () -> errors.guard(Place.ROUNDS, work));
  }

  private void look() {
    errors.guard(
        Place.DISCOVERY,
        () -> {
          try {
            targets.awaitFirstLook(spread.firstLook());
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    soon(
        () -> {
          looked = true;
          askChanged();
        });
  }

  private void turn() {
    long now = scheduler.nanoTime();
    long missed = Math.max(0, (now - due) / slotLength.toNanos());
    int first = slot;
    slot = Math.floorMod(slot + missed + 1, spread.slots());
    due += (missed + 1) * slotLength.toNanos();
    schedule(now);
    errors.guard(Place.ROUNDS, () -> askDue(first, missed + 1));
    errors.guard(Place.ROUNDS, this::publish);
  }

  private void turnEvery(Duration length) {
    long last = due - slotLength.toNanos();
    slotLength = length;
    if (next.isPresent() && next.get().cancel(false)) {
      long now = scheduler.nanoTime();
      due = last + length.toNanos() - now < 0 ? now : last + length.toNanos();
      schedule(now);
    }
  }

  private void schedule(long now) {
    next = Optional.of(scheduler.after(Duration.ofNanos(due - now), this::turn));
  }

  private void askDue(int first, long count) {
    int left = 0;
    for (Target target : current()) {
      PodRounds pod = of(target);
      if (!pod.wasAsked() || spread.isDue(target.key(), first, count)) {
        left += begin(pod, target) ? 0 : 1;
      }
    }
    int unsaid = left == 0 ? 0 : skipped.happened(scheduler.nanoTime());
    if (unsaid > 0) {
      log.atWarn()
          .addKeyValue(LogKeys.COUNT, unsaid)
          .log("rounds are skipped while too many wait for their pod's answers or for a free slot");
    }
  }

  private void askChanged() {
    for (Target target : current()) {
      PodRounds pod = of(target);
      if (!pod.wasAsked(target)) {
        boolean _ = begin(pod, target);
      }
    }
    publish();
  }

  /** The pods as they are now, each once; all others are forgotten. */
  private List<Target> current() {
    Map<String, Target> unique = new LinkedHashMap<>();
    targets.current().forEach(target -> unique.putIfAbsent(target.key(), target));
    List<Target> all = List.copyOf(unique.values());
    Map<String, PodRounds> now = new LinkedHashMap<>();
    for (String key : unique.keySet()) {
      PodRounds known = pods.get(key);
      now.put(key, known == null ? new PodRounds() : known);
    }
    if (!now.keySet().containsAll(pods.keySet())) {
      news = true;
    }
    pods = now;
    round.keepOnly(all);
    return all;
  }

  private PodRounds of(Target target) {
    return requireNonNull(pods.get(target.key()));
  }

  private boolean begin(PodRounds pod, Target target) {
    if (!pod.enters(target)) {
      return false;
    }
    long since = scheduler.nanoTime();
    scheduler.beside(
        () -> {
          errors.guard(Place.ROUND, target.key(), () -> withRoom(pod, target, since));
          pod.leaves();
          news = true;
          if (spread.slots() == 1) {
            soon(this::publish);
          }
        });
    return true;
  }

  private void withRoom(PodRounds pod, Target target, long since) {
    try {
      List<Answered> _ = spread.limit().in(pod.isSlow(interval), () -> ask(pod, target, since));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Answered> ask(PodRounds pod, Target target, long since) {
    long number = pod.begins();
    long start = scheduler.nanoTime();
    List<Answered> answered = round.on(target);
    long end = scheduler.nanoTime();
    pod.finds(
        number,
        before -> {
          lastEnd = scheduler.instant();
          Moment now = new Moment(lastEnd, end);
          return Optional.of(Judge.of(target, answered, before, now, interval));
        },
        Duration.ofNanos(end - start),
        Duration.ofNanos(end - since));
    return answered;
  }

  private void publish() {
    if (!isPresentable() || (published && !news && !pods.isEmpty())) {
      return;
    }
    published = true;
    news = false;
    List<PodReport> reports = new ArrayList<>();
    Duration took = Duration.ZERO;
    for (PodRounds pod : pods.values()) {
      pod.report().ifPresent(reports::add);
      took = pod.took().compareTo(took) > 0 ? pod.took() : took;
    }
    // Where there is nothing to ask, the round over nothing has just ended.
    Instant end = pods.isEmpty() ? scheduler.instant() : lastEnd;
    Awaited awaited = new Awaited(!targets.areListed(), pods.size() - reports.size());
    sinks.accept(new Report(reports, end, took, interval, awaited));
  }

  private boolean isPresentable() {
    Duration patience = spread.firstLook().plus(interval.multipliedBy(2));
    return published
        || (looked && pods.values().stream().allMatch(PodRounds::isSettled))
        || scheduler.nanoTime() - started >= patience.toNanos();
  }

  /** Whether anything is kept of that pod; for tests. */
  boolean remembers(String key) {
    return pods.containsKey(key);
  }

  /** Stops after at most a second; what is under way is given up. */
  @Override
  public void close() {
    scheduler.close();
  }
}
