package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.diagnosis.Verdict.SameAs;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.kubelet.TcpDial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the probes of a pod that one explanation serves: by what was asked and answered, never by
 * what is said of it. A probe that does not succeed has an explanation of its own, since what the
 * kubelet does then depends on the type.
 */
final class SharedExplanations {

  private record Explained(Situation situation, Verdict verdict) {}

  private final List<Explained> before = new ArrayList<>();

  /** The same verdict, with the earlier one that explains it too. */
  Verdict of(Situation situation, Verdict verdict) {
    if (!verdict.result().equals(Optional.of(Result.SUCCESS))) {
      return verdict;
    }
    Optional<Explained> like =
        before.stream()
            .filter(earlier -> earlier.verdict.reason() == verdict.reason())
            .filter(earlier -> isLike(earlier.situation, situation))
            .findFirst();
    before.add(new Explained(situation, verdict));
    return like.map(earlier -> verdict.sameAs(sameAs(earlier, situation))).orElse(verdict);
  }

  private static SameAs sameAs(Explained earlier, Situation s) {
    return new SameAs(
        earlier.verdict.type(),
        Optional.of(s.path()).filter(path -> !path.equals(earlier.situation.path())));
  }

  private static boolean isLike(Situation one, Situation other) {
    return one.container().equals(other.container())
        && one.request().isPresent()
        && one.request()
            .map(SharedExplanations::where)
            .equals(other.request().map(SharedExplanations::where))
        && one.probe().unknownFields().equals(other.probe().unknownFields())
        && one.status() == other.status()
        && one.answerClass().equals(other.answerClass())
        && (one.path().equals(other.path()) || (isUnserved(one) && isUnserved(other)));
  }

  /** All that a probe puts on the network, the path aside. */
  private static List<Object> where(Outgoing sent) {
    return switch (sent) {
      case ProbeRequest request ->
          List.of(request.scheme(), request.hostname(), request.port(), request.headers());
      case TcpDial dial -> List.of(dial);
    };
  }

  /** A health path of later versions, on a port that answers every path. */
  private static boolean isUnserved(Situation s) {
    return s.isClass(AnswerClass.LANDING_PAGE)
        && (s.path().equals(Endpoint.LIVEZ.path()) || s.path().equals(Endpoint.READYZ.path()))
        && !s.isServedElsewhere();
  }
}
