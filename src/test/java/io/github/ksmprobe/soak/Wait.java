package io.github.ksmprobe.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a program of its own brings about, looking now and then. */
final class Wait {

  private Wait() {}

  /**
   * Looks until that holds.
   *
   * @param longest after which it is not waited for any more
   * @param beat from look to look
   * @return whether it came to hold
   */
  static boolean until(Duration longest, Duration beat, BooleanSupplier holds) {
    long end = System.nanoTime() + longest.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(beat.toNanos());
    }
    return true;
  }
}
