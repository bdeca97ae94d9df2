package io.github.ksmprobe.soak;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the machine has time for what is measured here: a thread that wants nothing but to wake
 * up ten times a second, and notes how late it does.
 */
final class Busy implements AutoCloseable {

  private static final Duration BEAT = Duration.ofMillis(100);

  private final Thread thread;
  private volatile boolean closed;
  private volatile long latestNanos;

  Busy() {
    thread = Thread.ofPlatform().daemon().name("beat").start(this::beat);
  }

  private void beat() {
    while (!closed) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(BEAT.toNanos());
      latestNanos = Math.max(latestNanos, System.nanoTime() - begin - BEAT.toNanos());
    }
  }

  /** The latest so far. */
  Duration lateness() {
    return Duration.ofNanos(latestNanos);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
