package io.github.ksmprobe.config;

import java.time.Instant;

/**
 * How the last reading of the configuration went.
 *
 * @param successful whether what it says is in effect
 * @param lastSuccess when the configuration in effect was put there; the start counts
 */
public record ReloadState(boolean successful, Instant lastSuccess) {

  /** After a configuration that cannot be used: the previous one stays in effect. */
  public ReloadState failed() {
    return new ReloadState(false, lastSuccess);
  }
}
