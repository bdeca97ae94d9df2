package io.github.ksmprobe.soak;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the machine has time for what is measured here: a thread that wants nothing but to wake
 * up ten times a second, and notes how late it does.
 */
final class Busy implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Thread thread;
  private volatile boolean closed;
  private final AtomicLong beats = new AtomicLong();
  private final AtomicLong lateNanos = new AtomicLong();

  Busy() {
    thread = Thread.ofPlatform().daemon().name("beat").start(this::beat);
  }

  private void beat() {
    while (!closed) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      lateNanos.addAndGet(System.nanoTime() - begin - LOOK_EVERY.toNanos());
      beats.incrementAndGet();
    }
  }

  /** How late it was, on the average. */
  Duration lateness() {
    return Duration.ofNanos(lateNanos.get() / Math.max(1, beats.get()));
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
