package io.github.ksmprobe.judgement;

import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.workload.KsmPod;

/**
 * A pod to be asked, and from where.
 *
 * @param probed what is declared, and what the kubelet makes of it
 * @param vantage from inside or outside the pod
 * @param kubelet how that was learnt, and what the kubelet says
 */
public record Target(ProbedPod probed, Vantage vantage, KubeletView kubelet) {

  /** A pod whose requests are built now. */
  public Target(KsmPod pod, Vantage vantage, KubeletView kubelet) {
    this(ProbedPod.of(pod), vantage, kubelet);
  }

  /** A pod of which nothing but the declaration is known. */
  public Target(KsmPod pod, Vantage vantage) {
    this(pod, vantage, KubeletView.NONE);
  }

  public KsmPod pod() {
    return probed.pod();
  }

  /** Namespace and name, unique among the targets of a round. */
  public String key() {
    return key(pod());
  }

  static String key(KsmPod pod) {
    return pod.workload().namespace() + "/" + pod.workload().name();
  }

  /** The same pod, of which something else is known. */
  public Target withKubelet(KubeletView view) {
    return new Target(probed, vantage, view);
  }
}
