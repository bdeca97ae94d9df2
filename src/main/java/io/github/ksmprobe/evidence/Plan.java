package io.github.ksmprobe.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The requests of one round. Each has a timeout of its own, and one that did not get all of it was
 * not observed: it says nothing of the pod.
 *
 * @param asks in the order in which their turn comes; many may be sent at once
 * @param deadline when what only describes the pod is given up; a configured probe has its whole
 *     timeout anyway, for the kubelet gives it that
 * @param budget when everything is given up, for the caller waits no longer; empty in a round
 */
public record Plan(List<Ask> asks, Duration deadline, Optional<Duration> budget) {
  public Plan {
    asks = List.copyOf(asks);
    // A caller that waits no longer waits for the matrix no longer either.
    deadline = shorter(deadline, budget);
  }

  private static Duration shorter(Duration deadline, Optional<Duration> budget) {
    return budget.filter(limit -> limit.compareTo(deadline) < 0).orElse(deadline);
  }

  /** One that lasts until each configured probe has had its time. */
  public Plan(List<Ask> asks, Duration deadline) {
    this(asks, deadline, Optional.empty());
  }

  /** The same for somebody who waits no longer than that. */
  public Plan within(Duration limit) {
    return new Plan(asks, deadline, Optional.of(limit));
  }
}
