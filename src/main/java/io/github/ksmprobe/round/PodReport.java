package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Outlook;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
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
 * @param kubelet how the pod was learnt, and what the kubelet says of it
 * @param disagreements one for each verdict that can be held against the kubelet's word
 */
public record PodReport(
    KsmPod pod,
    RunningVersion version,
    List<Verdict> verdicts,
    List<EndpointState> endpoints,
    List<Outlook> outlooks,
    KubeletView kubelet,
    List<Disagreement> disagreements) {

  public PodReport {
    requireNonNull(pod);
    requireNonNull(version);
    verdicts = List.copyOf(verdicts);
    endpoints = List.copyOf(endpoints);
    outlooks = List.copyOf(outlooks);
    requireNonNull(kubelet);
    disagreements = List.copyOf(disagreements);
  }

  /** A pod of which the kubelet says nothing. */
  public PodReport(
      KsmPod pod,
      RunningVersion version,
      List<Verdict> verdicts,
      List<EndpointState> endpoints,
      List<Outlook> outlooks) {
    this(pod, version, verdicts, endpoints, outlooks, KubeletView.NONE, List.of());
  }

  /** Judges a pod by its answers. */
  static PodReport of(KsmPod pod, RunningVersion version, List<Answered> answered) {
    ContractMatch match = version.match();
    List<Outlook> outlooks = Forecast.of(pod, match);
    return new PodReport(
        pod,
        version,
        Forecast.applied(verdicts(pod, match, answered), outlooks),
        EndpointState.of(pod, match, answered),
        outlooks);
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
    return of(pod, version, Forecast.predict(pod, version.match()));
  }

  /** The same, with sentences that each verdict says after its own. */
  PodReport assuming(List<String> sentences) {
    return new PodReport(
        pod,
        version,
        verdicts.stream().map(verdict -> verdict.assuming(sentences)).toList(),
        endpoints,
        outlooks,
        kubelet,
        disagreements);
  }

  /** The same with the kubelet's word, and the verdicts that follow from it. */
  PodReport withKubelet(
      KubeletView view, List<Disagreement> compared, List<Verdict> withContradictions) {
    return new PodReport(pod, version, withContradictions, endpoints, outlooks, view, compared);
  }

  /**
   * The worst severity of its verdicts. Bare addresses have none; there an endpoint that does not
   * answer as it should is a warning.
   */
  public Severity worst() {
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
