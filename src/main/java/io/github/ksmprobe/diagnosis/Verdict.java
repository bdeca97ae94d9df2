package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.ProbeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of one configured probe.
 *
 * @param component that is judged in its pod
 * @param container that it belongs to
 * @param type startup, liveness or readiness
 * @param request what the kubelet does, {@code GET http://10.0.0.7:8080/livez} for example; empty
 *     where that is not judged
 * @param result what the kubelet makes of it; empty where that cannot be known
 * @param reason why
 * @param severity how bad
 * @param statusCode of the answer; 0 without one
 * @param why the facts that say why, in the order in which they are told, the premises included
 * @param fixes what to change; empty where nothing is to be changed
 * @param breaksFrom the first later version at which it fails; empty if it fails already or never
 * @param sameAs the earlier probe that explains this one too; empty if there is none
 */
public record Verdict(
    Component component,
    String container,
    ProbeType type,
    Optional<String> request,
    Optional<Result> result,
    Reason reason,
    Severity severity,
    int statusCode,
    List<Explanation> why,
    List<Fix> fixes,
    Optional<KsmVersion> breaksFrom,
    Optional<SameAs> sameAs) {

  /**
   * An earlier probe of the container whose explanation and fix hold for this one too.
   *
   * @param probe that one
   * @param butPath the path that this one asks for; empty where both ask for the same
   */
  public record SameAs(ProbeType probe, Optional<String> butPath) {}

  public Verdict {
    why = List.copyOf(why);
    fixes = List.copyOf(fixes);
  }

  /** What is taken for granted. */
  public List<Premise> premises() {
    return why.stream().filter(Premise.class::isInstance).map(Premise.class::cast).toList();
  }

  /** The same with a forecast. */
  public Verdict breakingFrom(Optional<KsmVersion> version) {
    return with(why, version, sameAs);
  }

  /** The same with more that is taken for granted. */
  public Verdict assuming(List<Premise> premises) {
    List<Explanation> more = new ArrayList<>(why);
    more.addAll(premises);
    return with(more, breaksFrom, sameAs);
  }

  /** The same, which an earlier one explains too. */
  Verdict sameAs(SameAs earlier) {
    return with(why, breaksFrom, Optional.of(earlier));
  }

  private Verdict with(
      List<Explanation> told, Optional<KsmVersion> version, Optional<SameAs> explained) {
    return new Verdict(
        component,
        container,
        type,
        request,
        result,
        reason,
        severity,
        statusCode,
        told,
        fixes,
        version,
        explained);
  }

  /** Whether it is a verdict on the same probe. */
  public boolean sameProbe(Verdict other) {
    return container.equals(other.container) && type == other.type;
  }
}
