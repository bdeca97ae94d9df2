package io.github.ksmprobe.round;

/** How the declared probes of a pod were learnt, best first. */
public enum WorkloadSource {
  /** The running pod, read by name. */
  POD_GET("pod_get"),
  /** The running pod, listed with a field selector: works where reading by name is refused. */
  POD_LIST("pod_list"),
  /** The running pod, as an informer on a label selector sees it. */
  POD_WATCH("pod_watch"),
  /** The template of the pod's owner: without what admission webhooks changed in the pod. */
  OWNER_TEMPLATE("owner_template"),
  /** A file with the pod or its template. */
  POD_FILE("pod_file"),
  /** Addresses from flags or defaults: no declared probes at all. */
  FLAGS("flags");

  private final String label;

  WorkloadSource(String label) {
    this.label = label;
  }

  /** The word for it in metrics, page and documentation. */
  public String label() {
    return label;
  }
}
