package io.github.ksmprobe.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on a probe that succeeds here while the kubelet considers the container not ready.
 */
public final class Contradiction {

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
        verdict.component(),
        verdict.container(),
        verdict.type(),
        verdict.request(),
        verdict.result(),
        reason,
        Severity.of(reason, verdict.result()),
        verdict.statusCode(),
        and(silent ? List.of() : verdict.why(), Explanation.Plain.KUBELET_DISAGREES),
        and(silent ? List.of() : verdict.fixes(), Fix.Plain.LOOK_BETWEEN_NODE_AND_POD),
        verdict.breaksFrom(),
        Optional.empty());
  }

  private static <T> List<T> and(List<T> some, T last) {
    return Stream.concat(some.stream(), Stream.of(last)).toList();
  }
}
