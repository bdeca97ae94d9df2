package io.github.ksmprobe.diagnosis;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.ProbeType;
import java.util.Optional;

/**
 * What is to be said of one configured probe.
 *
 * @param container that it belongs to
 * @param type startup, liveness or readiness
 * @param request as the kubelet sends it; empty where it sends no HTTP request
 * @param result what the kubelet makes of it; empty where that cannot be known
 * @param reason why
 * @param severity how bad
 * @param statusCode of the answer; 0 without one
 * @param explanation one or two sentences that say why
 * @param fix one sentence that says what to change; empty where nothing is to be changed
 * @param breaksFrom the first later version at which it fails; empty if it fails already or never
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
    Optional<KsmVersion> breaksFrom) {

  public Verdict {
    requireNonNull(container);
    requireNonNull(type);
    requireNonNull(request);
    requireNonNull(result);
    requireNonNull(reason);
    requireNonNull(severity);
    requireNonNull(explanation);
    requireNonNull(fix);
    requireNonNull(breaksFrom);
  }

  /** The same with a forecast. */
  public Verdict breakingFrom(Optional<KsmVersion> version) {
    return new Verdict(
        container, type, request, result, reason, severity, statusCode, explanation, fix, version);
  }

  /** Whether it is a verdict on the same probe. */
  public boolean sameProbe(Verdict other) {
    return container.equals(other.container) && type == other.type;
  }
}
