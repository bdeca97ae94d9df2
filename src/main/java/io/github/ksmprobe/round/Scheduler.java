package io.github.ksmprobe.round;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;

/**
 * Does work later, or beside. Nothing that waits here depends on the wall clock, which may be set
 * at any time; that one is for what people read.
 */
public interface Scheduler extends AutoCloseable {

  /** Nanoseconds that only go on; none but the difference of two means anything. */
  long nanoTime();

  /** The wall clock, to be shown. */
  Instant instant();

  /**
   * Does it once after that time, and never after the end. All that is asked for in this way is
   * done one after the other.
   *
   * @param work must not throw
   */
  Future<?> after(Duration delay, Runnable work);

  /**
   * Does it at once on a thread of its own, which the end interrupts.
   *
   * @param work must not throw
   */
  void beside(Runnable work);

  /** Stops after at most a second; what is under way is given up. */
  @Override
  void close();
}
