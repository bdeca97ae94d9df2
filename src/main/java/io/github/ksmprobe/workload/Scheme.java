package io.github.ksmprobe.workload;

/** The scheme of an httpGet probe or of a listening socket. */
public enum Scheme {
  HTTP("http"),
  HTTPS("https");

  private final String label;

  Scheme(String label) {
    this.label = label;
  }

  /** Lower case, as in a URL. */
  public String label() {
    return label;
  }
}
