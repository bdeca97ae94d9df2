package io.github.ksmprobe.contract;

/**
 * One of the two ports that kube-state-metrics opens, and some other components do; decided by
 * arguments or content, never by number.
 */
public enum Listener {
  /** {@code --port}, 8080 by default: the metrics of Kubernetes objects. */
  MAIN("main"),
  /** {@code --telemetry-port}, 8081 by default: the metrics of kube-state-metrics itself. */
  TELEMETRY("telemetry");

  private final String label;

  Listener(String label) {
    this.label = label;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return label;
  }

  public Listener other() {
    return this == MAIN ? TELEMETRY : MAIN;
  }
}
