package io.github.ksmprobe.evidence;

/** From where a listener is asked. */
public enum Via {
  LOOPBACK("loopback"),
  POD_IP("pod_ip");

  private final String label;

  Via(String label) {
    this.label = label;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return label;
  }
}
