package io.github.ksmprobe.targets;

import io.github.ksmprobe.podstatus.Moment;
import java.time.Instant;

/** The two clocks of this process. */
public final class Clocks {

  private Clocks() {}

  /** The present moment on both. */
  public static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }
}
