package io.github.ksmprobe.workload;

/** Which of the three probes of a container. */
public enum ProbeType {
  STARTUP("startup"),
  LIVENESS("liveness"),
  READINESS("readiness");

  private final String label;

  ProbeType(String label) {
    this.label = label;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return label;
  }

  /** The key of the probe in a container, {@code livenessProbe} for example. */
  public String key() {
    return label + "Probe";
  }
}
