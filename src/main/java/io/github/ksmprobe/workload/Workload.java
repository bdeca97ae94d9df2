package io.github.ksmprobe.workload;

import java.util.List;
import java.util.Map;

/**
 * A Kubernetes object that runs kube-state-metrics, and where it was read.
 *
 * @param origin where it was read
 * @param kind Deployment, Pod, ...
 * @param namespace empty where the manifest has none
 * @param name of the object
 * @param labels of the pod; of the object where the pod has none
 * @param pod the pod or its template
 * @param problems what of it could not be read, one sentence each
 * @param rollout how a changed pod comes in place of the old one
 */
public record Workload(
    Source origin,
    String kind,
    String namespace,
    String name,
    Map<String, String> labels,
    Pod pod,
    List<String> problems,
    Rollout rollout) {

  public Workload {
    labels = Map.copyOf(labels);
    problems = List.copyOf(problems);
  }

  /** One that is rolled out as its kind does by default. */
  public Workload(
      Source origin,
      String kind,
      String namespace,
      String name,
      Map<String, String> labels,
      Pod pod,
      List<String> problems) {
    this(origin, kind, namespace, name, labels, pod, problems, Rollout.of(kind, ""));
  }

  /** One that could be read in full, the only one of its source. */
  public Workload(
      String source,
      String kind,
      String namespace,
      String name,
      Map<String, String> labels,
      Pod pod) {
    this(new Source(source, 1), kind, namespace, name, labels, pod, List.of());
  }

  /** The kind of a workload that is known by its two addresses only. */
  public static final String ADDRESSES = "Addresses";

  /**
   * Whether its probes are known; of bare addresses they are not, which is not the same as none.
   */
  public boolean declaresProbes() {
    return !kind.equals(ADDRESSES);
  }

  /** {@code Deployment monitoring/ksm}. */
  public String title() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }

  /** Where it was read, as text. */
  public String source() {
    return origin.toString();
  }

  public Workload withPod(Pod other) {
    return new Workload(origin, kind, namespace, name, labels, other, problems, rollout);
  }

  /** The same, of which so much could not be read. */
  public Workload withProblems(List<String> others) {
    return new Workload(origin, kind, namespace, name, labels, pod, others, rollout);
  }

  /** The same object under another kind and name. */
  public Workload named(String otherKind, String otherNamespace, String otherName) {
    return new Workload(
        origin, otherKind, otherNamespace, otherName, labels, pod, problems, rollout);
  }
}
