package io.github.ksmprobe.round;

import java.time.Duration;

/** Rounds without end, on one pod or on many. */
public interface Running extends AutoCloseable {

  /** Starts to ask at once. */
  void start();

  /**
   * Goes on with another interval. Nothing starts anew: what is known of the pods stays known, and
   * the next round comes an interval after the last one started, or at once where that has passed.
   */
  void pace(Duration interval);

  /** Stops after at most a second; what is under way is given up. */
  @Override
  void close();
}
