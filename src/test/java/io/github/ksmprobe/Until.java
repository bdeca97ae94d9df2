package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about; the timeout of the test's class interrupts it. */
public final class Until {

  private Until() {}

  /** Waits for that. */
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
