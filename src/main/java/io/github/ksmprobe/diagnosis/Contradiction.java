package io.github.ksmprobe.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * The verdict on a probe that succeeds here while the kubelet considers the container not ready.
 */
public final class Contradiction {

  private static final String WHY =
      "The kubelet has considered this container not ready for longer than the probe's thresholds explain, although the same request succeeds from here: something between node and pod blocks or changes it, which cannot be seen from here.";

  private static final String FIX =
      "Look for a NetworkPolicy, a service mesh or a firewall that treats the node's requests to this port differently, and read the pod's events for what the kubelet got.";

  private Contradiction() {}

  /**
   * The same verdict with the contradiction added. A mismatch stays what it is, since it explains
   * itself; only a verdict without a complaint of its own gets the reason.
   */
  public static Verdict of(Verdict verdict) {
    boolean silent =
        switch (verdict.reason().kind()) {
          case FINE, NOTE -> true;
          case MISMATCH, OUTAGE -> false;
        };
    Reason reason = silent ? Reason.KUBELET_DISAGREES : verdict.reason();
    return new Verdict(
        verdict.container(),
        verdict.type(),
        verdict.request(),
        verdict.result(),
        reason,
        Severity.of(reason, verdict.result()),
        verdict.statusCode(),
        (silent ? "" : verdict.explanation() + " ") + WHY,
        verdict.fix().isEmpty() || silent ? FIX : verdict.fix() + " " + FIX,
        verdict.breaksFrom(),
        List.of(),
        Optional.empty());
  }
}
