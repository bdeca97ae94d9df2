package io.github.ksmprobe.workload;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A Kubernetes object that runs kube-state-metrics, and where it was read.
 *
 * @param source file name (with {@code #2} for the second document and so on), or the API server
 * @param kind Deployment, Pod, ...
 * @param namespace empty where the manifest has none
 * @param name of the object
 * @param labels of the pod; of the object where the pod has none
 * @param pod the pod or its template
 */
public record Workload(
    String source,
    String kind,
    String namespace,
    String name,
    Map<String, String> labels,
    Pod pod) {

  public Workload {
    requireNonNull(source);
    requireNonNull(kind);
    requireNonNull(namespace);
    requireNonNull(name);
    labels = Map.copyOf(labels);
    requireNonNull(pod);
  }

  /** The kind of a workload that is known by its two addresses only. */
  public static final String ADDRESSES = "Addresses";

  /**
   * Whether its probes are known; of bare addresses they are not, which is not the same as none.
   */
  public boolean declaresProbes() {
    return !kind.equals(ADDRESSES);
  }

  public Workload withPod(Pod other) {
    return new Workload(source, kind, namespace, name, labels, other);
  }
}
