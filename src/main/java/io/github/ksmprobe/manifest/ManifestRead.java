package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.Workload;
import java.util.List;

/**
 * What one file or stream of manifests held.
 *
 * @param workloads the objects that run kube-state-metrics, in order
 * @param passedOver how many Kubernetes objects carry no pod, or a pod without kube-state-metrics
 * @param problems what could not be read, in order
 */
public record ManifestRead(
    List<Workload> workloads, int passedOver, List<ManifestProblem> problems) {

  public ManifestRead {
    workloads = List.copyOf(workloads);
    problems = List.copyOf(problems);
  }
}
