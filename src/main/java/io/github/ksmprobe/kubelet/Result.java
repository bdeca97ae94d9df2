package io.github.ksmprobe.kubelet;

/** What the kubelet makes of one run of a probe. */
public enum Result {
  /** Counts towards the success threshold. */
  SUCCESS("success"),
  /** Counts towards the failure threshold. */
  FAILURE("failure"),
  /**
   * The kubelet got an error and throws the run away: no counter moves. Readiness then stays false
   * forever, liveness never restarts, startup never ends.
   */
  DISCARDED("discarded");

  private final String label;

  Result(String label) {
    this.label = label;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return label;
  }
}
