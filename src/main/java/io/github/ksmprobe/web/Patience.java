package io.github.ksmprobe.web;

import java.time.Duration;

/**
 * How long the thread that made it waits for its client.
 *
 * <p>A client that takes longer is cut off by an interrupt of that thread, which closes the
 * connection at once, whatever it is waiting for: the rest of a TLS handshake or of a request, or
 * room for the rest of an answer. The JDK's server has limits of its own, but it ends a connection
 * in good order, and over TLS that means to write one more time to a client that has stopped
 * reading, under a lock that every other request needs.
 */
final class Patience {

  private final Thread thread = Thread.currentThread();
  private Thread watch = Thread.ofVirtual().unstarted(() -> {});
  private int phase;

  /** From now on, until {@link #end}. */
  synchronized void atMost(Duration limit) {
    end();
    int begun = phase;
    watch =
        Thread.ofVirtual()
            .name("web-patience")
            .start(
                () -> {
                  try {
                    Thread.sleep(limit);
                    cutOff(begun);
                  } catch (InterruptedException inTime) {
                    // The client is done.
                  }
                });
  }

  /** The thread goes on without its client. */
  synchronized void end() {
    phase++;
    watch.interrupt();
  }

  private synchronized void cutOff(int begun) {
    if (begun == phase) {
      thread.interrupt();
    }
  }
}
