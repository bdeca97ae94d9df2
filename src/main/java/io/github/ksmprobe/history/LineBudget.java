package io.github.ksmprobe.history;

import io.github.ksmprobe.round.Scheduler;
import java.time.Duration;

/**
 * How many lines on changes may be written a minute, so that a whole cluster that goes down and
 * comes back cannot fill a disk: 200, and five more for each target. What is left out is counted.
 */
public final class LineBudget {

  public static final int ANYWAY = 200;
  public static final int A_TARGET = 5;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private boolean begun;
  private long begin;
  private int written;
  private int leftOut;

  /**
   * Begins a new minute if it is time.
   *
   * @param now as {@link Scheduler#nanoTime()} has it
   * @return how many lines the last one left out
   */
  int renew(long now) {
    if (begun && now - begin < MINUTE) {
      return 0;
    }
    int missing = leftOut;
    begun = true;
    begin = now;
    written = 0;
    leftOut = 0;
    return missing;
  }

  /** Whether one more line may be written. */
  boolean allows(int targets) {
    if (written >= ANYWAY + A_TARGET * targets) {
      leftOut++;
      return false;
    }
    written++;
    return true;
  }
}
