package io.github.ksmprobe.policy;

/** What the API server does with a kube-state-metrics whose probes cannot work. */
public enum ValidationAction {
  /** Refuses it. */
  deny("Deny"),
  /** Takes it, and tells whoever sent it. */
  warn("Warn"),
  /** Takes it, and writes it into the audit log. */
  audit("Audit");

  private final String kubernetes;

  ValidationAction(String kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** The word for it in a binding. */
  String kubernetes() {
    return kubernetes;
  }
}
