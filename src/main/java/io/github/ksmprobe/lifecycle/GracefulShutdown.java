package io.github.ksmprobe.lifecycle;

import io.github.ksmprobe.cli.ExitCode;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that runs until it is told to stop: SIGTERM and Ctrl-C let it close what is
 * open, for a second and a half at most, and end it with 0.
 *
 * <p>Left alone the JVM ends with 143 on SIGTERM, which Kubernetes shows as an error; so the hook
 * halts it with 0 once everything is closed. What cannot be closed in time is closed by the system:
 * to be told to stop is no failure. While it is still starting there is nothing to close, and it is
 * halted at once. A command that ends by itself has no part in this: interrupted, it must not end
 * with the code for "nothing found".
 *
 * <p>It is armed before anything else is loaded, so it makes do without lambdas and loggers.
 */
public final class GracefulShutdown {

  private static final long PATIENCE_MILLIS = 1500;
  private static final long LAST_WORDS_MILLIS = 200;

  /** What ends by itself; every other first word is the sidecar's or its flag's, or the demo. */
  private static final Set<String> COMMANDS_THAT_END =
      Set.of("scan", "check", "compat", "probe", "contract", "generate-completion");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean running;

  private GracefulShutdown() {}

  /** One that listens for signals from now on, where the command runs until it is told to stop. */
  public static GracefulShutdown armed(String... args) {
    GracefulShutdown ending = new GracefulShutdown();
    if (args.length == 0 || !COMMANDS_THAT_END.contains(args[0])) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread("ending") {
                @Override
                public void run() {
                  ending.end();
                }
              });
    }
    return ending;
  }

  /** Waits for the signal. From now on there is something to close. */
  public void await() {
    running = true;
    try {
      asked.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed, or the command ended by itself. */
  public void done() {
    closed.countDown();
  }

  private void end() {
    if (closed.getCount() == 0) {
      // The command ended by itself, and its own exit code stands.
      return;
    }
    asked.countDown();
    try {
      if (running && !closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        sayThatNotAllIsClosed();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.FINE);
  }

  /** On a thread of its own: nobody may read what is written, and then writing takes forever. */
  private static void sayThatNotAllIsClosed() throws InterruptedException {
    Thread saying =
        Thread.ofPlatform()
            .daemon()
            .start(
                () ->
                    LoggerFactory.getLogger(GracefulShutdown.class)
                        .atWarn()
                        .log("not everything could be closed in time; exiting anyway"));
    saying.join(LAST_WORDS_MILLIS);
  }
}
