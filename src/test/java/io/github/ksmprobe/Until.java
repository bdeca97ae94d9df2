package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process brings about, looking now and then. */
public final class Until {

  private Until() {}

  /**
   * Looks every few milliseconds until that holds, for what another process does.
   *
   * @param longest after which it is not waited for any more
   * @return whether it came to hold
   */
  public static boolean holds(Duration longest, BooleanSupplier condition) {
    return holds(longest, Duration.ofMillis(50), condition);
  }

  /**
   * The same.
   *
   * @param pause from look to look
   */
  public static boolean holds(Duration longest, Duration pause, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return true;
  }

  /** Waits for that; the timeout of the test's class interrupts it. */
  public static void until(BooleanSupplier condition) {
    until(condition, "waited in vain");
  }

  /** The same, with what to say where it never comes. */
  public static void until(BooleanSupplier condition, String orElse) {
    while (!condition.getAsBoolean()) {
      assertFalse(Thread.currentThread().isInterrupted(), orElse);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
