package io.github.ksmprobe.podstatus;

/** How the declared probes of a pod were learnt, best first. */
public enum WorkloadSource {
  /** The running pod, read by name. */
  POD_GET("pod_get", "the running pod"),
  /** The running pod, listed with a field selector: works where reading by name is refused. */
  POD_LIST("pod_list", "the running pod, found in a list"),
  /** The running pod, as an informer on a label selector sees it. */
  POD_WATCH("pod_watch", "the running pod, which is watched"),
  /** The template of the pod's owner: without what admission webhooks changed in the pod. */
  OWNER_TEMPLATE(
      "owner_template",
      "the template of the pod's owner, without what admission webhooks changed in the pod"),
  /** A file with the pod or its template. */
  POD_FILE("pod_file", "a file"),
  /** Addresses from flags or defaults: no declared probes at all. */
  FLAGS("flags", "flags or defaults, which name no probes"),
  /** The same, while the API server still is to say what the pod declares. */
  AWAITED("awaited", "flags or defaults, until the API server says which probes there are");

  private final String label;

  private final String words;

  WorkloadSource(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** The word for it in metrics, page and documentation. */
  public String label() {
    return label;
  }

  /** The same for a person: where the declaration was read. */
  public String words() {
    return words;
  }
}
