package io.github.ksmprobe.judgement;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.workload.KsmPod;
import java.util.Comparator;
import java.util.List;

/**
 * All that is to be said of one pod or template.
 *
 * @param pod what was judged
 * @param version under which version
 * @param verdicts one for each configured probe, with forecast
 * @param endpoints the matrix
 * @param outlooks the verdicts under later versions
 * @param evidence every exchange with the first characters of its body; empty where the model
 *     answered
 * @param kubelet how the pod was learnt, and what the kubelet says of it
 * @param disagreements one for each verdict that can be held against the kubelet's word
 */
public record PodReport(
    KsmPod pod,
    RunningVersion version,
    List<Verdict> verdicts,
    List<EndpointState> endpoints,
    List<UpgradeVerdicts> outlooks,
    List<Answered> evidence,
    KubeletView kubelet,
    List<Disagreement> disagreements) {

  /** How much of a body is kept as evidence: enough to tell who answered. */
  private static final int EXCERPT = 400;

  public PodReport {
    requireNonNull(pod);
    requireNonNull(version);
    verdicts = List.copyOf(verdicts);
    endpoints = List.copyOf(endpoints);
    outlooks = List.copyOf(outlooks);
    evidence = List.copyOf(evidence);
    requireNonNull(kubelet);
    disagreements = List.copyOf(disagreements);
  }

  /** One without evidence, of which the kubelet says nothing. */
  public PodReport(
      KsmPod pod,
      RunningVersion version,
      List<Verdict> verdicts,
      List<EndpointState> endpoints,
      List<UpgradeVerdicts> outlooks) {
    this(pod, version, verdicts, endpoints, outlooks, List.of(), KubeletView.NONE, List.of());
  }

  /** One of which the kubelet says nothing. */
  public PodReport(
      KsmPod pod,
      RunningVersion version,
      List<Verdict> verdicts,
      List<EndpointState> endpoints,
      List<UpgradeVerdicts> outlooks,
      List<Answered> evidence) {
    this(pod, version, verdicts, endpoints, outlooks, evidence, KubeletView.NONE, List.of());
  }

  /** Namespace and name, unique among the targets of a round. */
  public String key() {
    return Target.key(pod);
  }

  /** Whether the API server still is to say which probes there are: none is known to be missing. */
  public boolean isAwaited() {
    return kubelet.source() == WorkloadSource.AWAITED;
  }

  /** Judges a pod by its answers. */
  public static PodReport of(KsmPod pod, RunningVersion version, List<Answered> answered) {
    return of(
        pod,
        version,
        answered,
        answered.stream().map(exchange -> exchange.excerpt(EXCERPT)).toList(),
        Forecast.of(pod, version.match()));
  }

  private static PodReport of(
      KsmPod pod,
      RunningVersion version,
      List<Answered> answered,
      List<Answered> evidence,
      List<UpgradeVerdicts> outlooks) {
    ContractMatch match = version.match();
    return new PodReport(
        pod,
        version,
        Forecast.applied(verdicts(pod, match, answered), outlooks),
        EndpointState.of(pod, match, answered),
        outlooks,
        evidence,
        KubeletView.NONE,
        List.of());
  }

  private static List<Verdict> verdicts(KsmPod pod, ContractMatch match, List<Answered> answered) {
    List<Verdict> verdicts = Diagnosis.of(pod, match, answered);
    return switch (match) {
      case ContractMatch.Unreadable _ -> EveryVersion.of(pod).applied(verdicts, answered);
      case ContractMatch.Known _,
          ContractMatch.Newer _,
          ContractMatch.Older _,
          ContractMatch.Fingerprint _ ->
          verdicts;
    };
  }

  /** Judges a pod by the model alone. */
  public static PodReport predicted(KsmPod pod, RunningVersion version) {
    return predicted(pod, version, new Forecast(pod));
  }

  /** The same under each of these versions; under the one of its image where there are none. */
  public static List<PodReport> predicted(KsmPod pod, List<KsmVersion> versions) {
    Forecast forecast = new Forecast(pod);
    return versions.isEmpty()
        ? List.of(predicted(pod, RunningVersion.ofImage(pod.ksm().image()), forecast))
        : versions.stream()
            .map(version -> predicted(pod, RunningVersion.given(version), forecast))
            .toList();
  }

  private static PodReport predicted(KsmPod pod, RunningVersion version, Forecast forecast) {
    ContractMatch match = version.match();
    return of(pod, version, forecast.answers(match), List.of(), forecast.after(match));
  }

  /** The same, with sentences that each verdict says after its own. */
  PodReport assuming(List<String> sentences) {
    return new PodReport(
        pod,
        version,
        verdicts.stream().map(verdict -> verdict.assuming(sentences)).toList(),
        endpoints,
        outlooks,
        evidence,
        kubelet,
        disagreements);
  }

  /** The same with the kubelet's word, and the verdicts that follow from it. */
  public PodReport withKubelet(
      KubeletView view, List<Disagreement> compared, List<Verdict> withContradictions) {
    return new PodReport(
        pod, version, withContradictions, endpoints, outlooks, evidence, view, compared);
  }

  /**
   * The worst severity of its verdicts. Bare addresses have none; there an endpoint that does not
   * answer as it should is a warning, unless its probes are still to be said.
   */
  public Severity worst() {
    if (isAwaited()) {
      return Severity.NONE;
    }
    if (!pod.workload().declaresProbes()) {
      return endpoints.stream().allMatch(EndpointState::asExpected)
          ? Severity.NONE
          : Severity.WARNING;
    }
    return verdicts.stream()
        .map(Verdict::severity)
        .max(Comparator.naturalOrder())
        .orElse(Severity.NONE);
  }
}
