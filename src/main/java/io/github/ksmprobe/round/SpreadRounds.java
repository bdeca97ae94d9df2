package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds on many pods: each pod has its own place within the interval, told by its name, so that
 * the load is even and a pod's rounds are an interval apart whatever other pods come and go.
 *
 * <p>A turn of the interval is cut into slots. In each slot its pods are asked, those that are gone
 * are forgotten, and what is known of all is published. A pod whose round has not ended by its next
 * slot misses that one: rounds never pile up.
 */
public final class SpreadRounds implements Running {

  private static final Logger log = LoggerFactory.getLogger(SpreadRounds.class);

  /** Slots in an interval: with the default of 15 s a quarter of a second each. */
  static final int SLOTS = 60;

  /** How long the first report waits for the first list of pods. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private final Targets targets;
  private final Round round;
  private final Lanes lanes;
  private final Clock clock;
  private final Sinks sinks;
  private final Disagreements disagreements;
  private final Map<String, PodReport> latest = new ConcurrentHashMap<>();
  private final Map<String, Duration> lateness = new ConcurrentHashMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("slots").daemon().unstarted(task));
  private final ExecutorService pods = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Duration interval;
  private Optional<Future<?>> turning = Optional.empty();
  private int slot;

  /**
   * Rounds that have not started yet.
   *
   * @param lanes which bound how many pods are asked at once
   * @param interval from one round to the next on the same pod
   * @param sinks told after every slot, in this order
   */
  public SpreadRounds(
      Targets targets,
      Round round,
      Lanes lanes,
      Duration interval,
      Clock clock,
      List<ReportSink> sinks) {
    this.targets = requireNonNull(targets);
    this.round = requireNonNull(round);
    this.lanes = requireNonNull(lanes);
    this.interval = requireNonNull(interval);
    this.clock = requireNonNull(clock);
    this.sinks = new Sinks(sinks);
    this.disagreements = new Disagreements(interval);
  }

  /** Starts with the first slot as soon as there may be pods to ask. */
  @Override
  public synchronized void start() {
    timer.execute(this::awaitPods);
    turnEvery(slotLength(), Duration.ZERO);
  }

  @Override
  public synchronized void pace(Duration wanted) {
    interval = requireNonNull(wanted);
    disagreements.pace(wanted);
    if (turning.isPresent() && turning.get().cancel(false) && !timer.isShutdown()) {
      turnEvery(slotLength(), slotLength());
    }
  }

  private Duration slotLength() {
    return interval.dividedBy(SLOTS);
  }

  private void turnEvery(Duration length, Duration first) {
    turning =
        Optional.of(
            timer.scheduleAtFixedRate(
                this::guardedTurn, first.toNanos(), length.toNanos(), TimeUnit.NANOSECONDS));
  }

  // A report without pods would say that there are none; nobody knows that yet.
  private void awaitPods() {
    try {
      targets.awaitFirstLook(FIRST_LOOK);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void guardedTurn() {
    try {
      turn();
    } catch (RuntimeException bug) {
      // A timer drops a task that throws; one bad slot must not end all rounds.
      log.atError().setCause(bug).log("a slot failed");
    }
  }

  /** One slot: starts its rounds without waiting for them, and publishes what is known. */
  void turn() {
    Map<String, Target> current =
        targets.current().stream()
            .collect(toMap(Target::key, Function.identity(), (first, _) -> first));
    current.forEach(
        (key, target) -> {
          if (slotOf(key) == slot && running.add(key)) {
            Instant due = clock.instant();
            Future<?> _ = pods.submit(() -> roundOn(key, target, due));
          }
        });
    slot = (slot + 1) % SLOTS;
    forgetAllBut(current);
    publish(current.keySet());
  }

  /** The keys of the pods whose round has not ended yet. */
  Set<String> underWay() {
    return Set.copyOf(running);
  }

  /** The keys of the pods of which anything is kept. */
  Set<String> remembered() {
    Set<String> keys = new HashSet<>(latest.keySet());
    keys.addAll(lateness.keySet());
    return keys;
  }

  /** The slot that the next turn is for. */
  int nextSlot() {
    return slot;
  }

  static int slotOf(String key) {
    // Names differ in their last letters; spread those over all bits first.
    return Math.floorMod((key.hashCode() * 0x9e3779b9) >>> 8, SLOTS);
  }

  private void roundOn(String key, Target target, Instant due) {
    try {
      boolean silent = isSilent(latest.get(key));
      PodReport report =
          lanes.in(silent, () -> disagreements.compared(target, round.on(target), clock.instant()));
      latest.put(key, report);
      lateness.put(key, Duration.between(due, clock.instant()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).addKeyValue(LogKeys.TARGET, key).log("a round failed on one pod");
    } finally {
      running.remove(key);
    }
  }

  /** Whether nothing answered in its last round: such a pod may only hold up its like. */
  private static boolean isSilent(@org.jspecify.annotations.Nullable PodReport last) {
    return last != null
        && !last.endpoints().isEmpty()
        && last.endpoints().stream().allMatch(state -> state.statusCode() == 0);
  }

  private void forgetAllBut(Map<String, Target> current) {
    Set<String> keys = current.keySet();
    latest.keySet().retainAll(keys);
    lateness.keySet().retainAll(keys);
    round.keepOnly(List.copyOf(current.values()));
    disagreements.keepOnly(keys);
  }

  // A round that is still under way on a pod that is gone may put its report back: by key it stays
  // out.
  private void publish(Set<String> keys) {
    Duration took = lateness.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    List<PodReport> pods =
        latest.entrySet().stream()
            .filter(entry -> keys.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    Report report = new Report(pods, clock.instant(), took, interval);
    sinks.accept(report);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    pods.shutdownNow();
    try {
      if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
        log.atDebug().log("a slot was still under way at shutdown");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
