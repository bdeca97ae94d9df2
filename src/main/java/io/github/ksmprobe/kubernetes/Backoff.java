package io.github.ksmprobe.kubernetes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave an API server alone that does not give what is asked: doubling up to ten times
 * the shortest pause, each a little longer by chance, so that a thousand sidecars do not come back
 * at once. Chance only ever adds: the shortest pause is a promise.
 */
final class Backoff {

  /** At most one request in this time while requests fail. */
  static final Duration SHORTEST = Duration.ofSeconds(30);

  private static final int LONGEST = 10;
  private static final double JITTER = 0.25;

  private final Duration shortest;
  private final RandomGenerator random;
  private long factor = 1;

  Backoff(Duration shortest, RandomGenerator random) {
    this.shortest = shortest;
    this.random = random;
  }

  /** The next pause, longer each time until a reset. */
  Duration next() {
    long times = factor;
    factor = Math.min(factor * 2, LONGEST);
    return jittered(shortest.multipliedBy(times));
  }

  /** The shortest pause, for asking again what has worked. */
  Duration steady() {
    return jittered(shortest);
  }

  /** Whether something lasted long enough to be repeated at once. */
  boolean isLong(Duration lasted) {
    return lasted.compareTo(shortest) >= 0;
  }

  /** After success: the next pause is the shortest again. */
  void reset() {
    factor = 1;
  }

  private Duration jittered(Duration pause) {
    return pause.plusNanos((long) (pause.toNanos() * JITTER * random.nextDouble()));
  }
}
