package io.github.ksmprobe.judgement;

import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Way;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.workload.KsmPod;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
 * @param disagreements one for each verdict that can be held against the kubelet's view
 * @param ways by which the API server led to the pod, or did not; empty where it was asked directly
 */
public record PodReport(
    KsmPod pod,
    RunningVersion version,
    List<Verdict> verdicts,
    List<EndpointState> endpoints,
    List<UpgradeVerdicts> outlooks,
    List<Answered> evidence,
    KubeletView kubelet,
    List<Disagreement> disagreements,
    List<Way> ways) {

  public PodReport {
    verdicts = List.copyOf(verdicts);
    endpoints = List.copyOf(endpoints);
    outlooks = List.copyOf(outlooks);
    evidence = List.copyOf(evidence);
    disagreements = List.copyOf(disagreements);
    ways = List.copyOf(ways);
  }

  /** One of a pod that was asked directly. */
  public PodReport(
      KsmPod pod,
      RunningVersion version,
      List<Verdict> verdicts,
      List<EndpointState> endpoints,
      List<UpgradeVerdicts> outlooks,
      List<Answered> evidence,
      KubeletView kubelet,
      List<Disagreement> disagreements) {
    this(pod, version, verdicts, endpoints, outlooks, evidence, kubelet, disagreements, List.of());
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

  /** The same, beside what the kubelet says, and by which ways the pod was seen. */
  public PodReport beside(KubeletView view, List<Way> seenBy) {
    return new PodReport(
        pod, version, verdicts, endpoints, outlooks, evidence, view, disagreements, seenBy);
  }

  /** Namespace and name, unique among the targets of a round. */
  public String key() {
    return Target.key(pod);
  }

  /** What is worth knowing of the pod as a whole. */
  public List<PodNote> notes() {
    return PodNote.of(pod);
  }

  /** Whether the API server still is to say which probes there are: none is known to be missing. */
  public boolean isAwaited() {
    return kubelet.source() == WorkloadSource.AWAITED;
  }

  /**
   * The worst severity of its verdicts and notes. Bare addresses have none; there an endpoint that
   * does not answer as it should is a warning, unless its probes are still to be said.
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
    return Stream.concat(
            verdicts.stream().map(Verdict::severity), notes().stream().map(_ -> Severity.INFO))
        .max(Comparator.naturalOrder())
        .orElse(Severity.NONE);
  }
}
