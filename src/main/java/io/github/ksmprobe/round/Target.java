package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.workload.KsmPod;

/**
 * A pod to be asked, and from where.
 *
 * @param pod what is declared
 * @param vantage from inside or outside the pod
 */
public record Target(KsmPod pod, Vantage vantage) {
  public Target {
    requireNonNull(pod);
    requireNonNull(vantage);
  }

  /** Namespace and name, unique among the targets of a round. */
  public String key() {
    return pod.workload().namespace() + "/" + pod.workload().name();
  }
}
