package io.github.ksmprobe.evidence;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * The requests of one round.
 *
 * @param asks in no particular order; they may be sent all at once
 * @param deadline how long the whole round may take
 */
public record Plan(List<Ask> asks, Duration deadline) {
  public Plan {
    asks = List.copyOf(asks);
    requireNonNull(deadline);
  }
}
