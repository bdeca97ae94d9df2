package io.github.ksmprobe.alerts;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, and no longer than that. */
public final class Eventually {

  private Eventually() {}

  /**
   * Whether the condition comes true within that time.
   *
   * @throws RuntimeException that the condition throws
   */
  public static boolean holds(Duration patience, BooleanSupplier condition) {
    CompletableFuture<Boolean> came = new CompletableFuture<>();
    Runnable look =
        () -> {
          try {
            if (condition.getAsBoolean()) {
              came.complete(true);
            }
          } catch (RuntimeException broken) {
            came.completeExceptionally(broken);
          }
        };
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      var looking = clock.scheduleWithFixedDelay(look, 0, 200, TimeUnit.MILLISECONDS);
      try {
        return came.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException never) {
        return false;
      } catch (ExecutionException broken) {
        throw new IllegalStateException(broken.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        looking.cancel(true);
      }
    }
  }
}
