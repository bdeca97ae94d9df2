package io.github.ksmprobe.round;

import java.time.Duration;

/**
 * How the rounds on several pods lie within an interval.
 *
 * @param slots into which an interval is cut
 * @param limit how many pods are asked at once
 * @param firstLook how long the first report waits for the list of pods
 */
public record Spread(int slots, ConcurrencyLimit limit, Duration firstLook) {

  /** Slots in an interval: with the default of 15 s a quarter of a second each. */
  static final int SLOTS = 60;

  /** An API server that answers at all shows one pod within this time. */
  private static final Duration ONE_POD = Duration.ofMillis(500);

  /** The first list of a large cluster has several pages. */
  private static final Duration ALL_PODS = Duration.ofSeconds(10);

  /** All at once: for the few pods of a file, or one. */
  public static Spread together() {
    return new Spread(1, ConcurrencyLimit.open(), ONE_POD);
  }

  /**
   * Each pod has its own place, derived from its name: the load is even, and a pod's rounds are an
   * interval apart whatever other pods come and go.
   */
  public static Spread even(ConcurrencyLimit limit) {
    return new Spread(SLOTS, limit, ALL_PODS);
  }

  Duration slot(Duration interval) {
    return interval.dividedBy(slots);
  }

  /**
   * Whether a pod is due.
   *
   * @param slot the first of those that are due
   * @param count how many are due from there on
   */
  boolean isDue(String key, int slot, long count) {
    return Math.floorMod(slotOf(key) - slot, slots) < count;
  }

  int slotOf(String key) {
    // Names differ in their last letters; spread those over all bits first.
    return Math.floorMod((key.hashCode() * 0x9e3779b9) >>> 8, slots);
  }
}
