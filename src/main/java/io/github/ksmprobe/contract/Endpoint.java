package io.github.ksmprobe.contract;

/** A real handler of kube-state-metrics, and what its answer depends on. */
public enum Endpoint {
  LANDING_PAGE("/", Dependency.NOTHING),
  METRICS("/metrics", Dependency.NOTHING),
  HEALTHZ("/healthz", Dependency.NOTHING),
  LIVEZ("/livez", Dependency.API_SERVER),
  READYZ("/readyz", Dependency.OWN_METRICS),
  PPROF("/debug/pprof/", Dependency.NOTHING);

  private final String path;
  private final Dependency dependency;

  Endpoint(String path, Dependency dependency) {
    this.path = path;
    this.dependency = dependency;
  }

  /** Where it is registered; {@link #PPROF} and the landing page also answer below. */
  public String path() {
    return path;
  }

  public Dependency dependency() {
    return dependency;
  }

  /** What must work for a 200; otherwise the answer is 503. */
  public enum Dependency {
    /** 200 as long as the web server runs. */
    NOTHING("nothing: 200 as long as the web server runs"),
    /** A call to the API server's own /livez; it says nothing about kube-state-metrics itself. */
    API_SERVER("the API server's own /livez"),
    /** Collecting kube-state-metrics' own metrics; it says nothing about informers. */
    OWN_METRICS("collecting its own metrics");

    private final String words;

    Dependency(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
