package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.ProbeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of one configured probe.
 *
 * @param container that it belongs to
 * @param type startup, liveness or readiness
 * @param request what the kubelet does, {@code GET http://10.0.0.7:8080/livez} for example; empty
 *     where that is not judged
 * @param result what the kubelet makes of it; empty where that cannot be known
 * @param reason why
 * @param severity how bad
 * @param statusCode of the answer; 0 without one
 * @param explanation a few sentences that say why, the assumptions included
 * @param fix one sentence that says what to change; empty where nothing is to be changed
 * @param breaksFrom the first later version at which it fails; empty if it fails already or never
 * @param assumptions the sentences of the explanation that say what is taken for granted
 * @param sameAs the earlier probe that explains this one too; empty if there is none
 */
public record Verdict(
    String container,
    ProbeType type,
    Optional<String> request,
    Optional<Result> result,
    Reason reason,
    Severity severity,
    int statusCode,
    String explanation,
    String fix,
    Optional<KsmVersion> breaksFrom,
    List<String> assumptions,
    Optional<SameAs> sameAs) {

  /**
   * An earlier probe of the container whose explanation and fix hold for this one too.
   *
   * @param probe that one
   * @param butPath the path that this one asks for; empty where both ask for the same
   */
  public record SameAs(ProbeType probe, Optional<String> butPath) {}

  public Verdict {
    assumptions = List.copyOf(assumptions);
  }

  /** The same with a forecast. */
  public Verdict breakingFrom(Optional<KsmVersion> version) {
    return with(explanation, version, assumptions, sameAs);
  }

  /** The same with one more sentence on what is taken for granted. */
  public Verdict assuming(String sentence) {
    return assuming(List.of(sentence));
  }

  /** The same with more sentences on what is taken for granted. */
  public Verdict assuming(List<String> sentences) {
    List<String> more = new ArrayList<>(assumptions);
    more.addAll(sentences);
    List<String> told = new ArrayList<>(sentences);
    told.addFirst(explanation);
    return with(String.join(" ", told), breaksFrom, more, sameAs);
  }

  /** The same, which an earlier one explains too. */
  Verdict sameAs(SameAs earlier) {
    return with(explanation, breaksFrom, assumptions, Optional.of(earlier));
  }

  private Verdict with(
      String told, Optional<KsmVersion> version, List<String> assumed, Optional<SameAs> explained) {
    return new Verdict(
        container,
        type,
        request,
        result,
        reason,
        severity,
        statusCode,
        told,
        fix,
        version,
        assumed,
        explained);
  }

  /** Whether it is a verdict on the same probe. */
  public boolean sameProbe(Verdict other) {
    return container.equals(other.container) && type == other.type;
  }
}
