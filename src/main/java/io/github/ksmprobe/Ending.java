package io.github.ksmprobe;

import io.github.ksmprobe.cli.Verdicts;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a process that runs until it is told to stop: SIGTERM and Ctrl-C let it close what is
 * open, for a second and a half at most, and end it with 0.
 *
 * <p>Left alone the JVM ends with 143 on SIGTERM, which Kubernetes shows as an error; so the hook
 * halts it with the right code once everything is closed.
 */
final class Ending {

  private static final long PATIENCE_MILLIS = 1500;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private Ending() {}

  /** One that listens for signals from now on. */
  static Ending armed() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(ending::end));
    return ending;
  }

  /** Waits for the signal. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed. */
  void done() {
    closed.countDown();
  }

  private void end() {
    if (closed.getCount() == 0) {
      // The command ended by itself, and its own exit code stands.
      return;
    }
    asked.countDown();
    boolean inTime = false;
    try {
      inTime = closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(inTime ? Verdicts.FINE : Verdicts.FOUND);
  }
}
