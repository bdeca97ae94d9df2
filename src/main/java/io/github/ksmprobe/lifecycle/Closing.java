package io.github.ksmprobe.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes side by side what waits for threads and connections of its own, and not forever. */
public final class Closing {

  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  /** Less than anyone who stops the process is made to wait. */
  public static final Duration LONGEST = Duration.ofMillis(1200);

  private Closing() {}

  /** Returns once all is closed, or after the longest time; what is left goes on by itself. */
  public static void sideBySide(Duration longest, Runnable... closings) {
    long end = System.nanoTime() + longest.toNanos();
    List<Thread> threads =
        Stream.of(closings)
            .map(closing -> Thread.ofVirtual().name("closing").start(() -> guarded(closing)))
            .toList();
    try {
      boolean all = true;
      for (Thread thread : threads) {
        all &= thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
      if (!all) {
        log.atWarn().log("not everything could be closed in time; exiting anyway");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void guarded(Runnable closing) {
    try {
      closing.run();
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).log("something could not be closed; please report it");
    }
  }
}
