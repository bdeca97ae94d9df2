package io.github.ksmprobe.podstatus;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment on both clocks. The wall clock is shown to people and may be set back and forth; only
 * the other one tells how long ago something was.
 *
 * @param time on the wall clock
 * @param nanos on the clock that only goes forward; means something within this process alone
 */
public record Moment(Instant time, long nanos) {

  /** How long from this one to that; negative where that was before. */
  public Duration until(Moment later) {
    return Duration.ofNanos(later.nanos - nanos);
  }
}
