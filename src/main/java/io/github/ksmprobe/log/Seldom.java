package io.github.ksmprobe.log;

import java.time.Duration;

/** What may happen all the time, and is worth a line a minute. */
public final class Seldom {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private boolean said;
  private long saidAt;
  private int since;

  /**
   * It happened again.
   *
   * @param now nanoseconds of a monotonic clock
   * @return how many times since the last line, this one included; 0 while it is too early for one
   */
  public synchronized int happened(long now) {
    since++;
    if (said && now - saidAt < MINUTE) {
      return 0;
    }
    int all = since;
    said = true;
    saidAt = now;
    since = 0;
    return all;
  }
}
