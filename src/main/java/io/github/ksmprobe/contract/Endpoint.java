package io.github.ksmprobe.contract;

import java.util.List;

/**
 * A real handler, and what its answer depends on. The constants are those of kube-state-metrics.
 *
 * @param path where it is registered; one that ends in a slash also answers below, but for "/"
 * @param kind what it answers
 * @param mark by which its answer is known: the text of a health path, the title of a page, where a
 *     redirect leads; empty where the kind alone tells
 * @param dependency what must work for a 200
 */
public record Endpoint(String path, Kind kind, String mark, Dependency dependency) {

  public static final Endpoint LANDING_PAGE = new Endpoint("/", Kind.LANDING_PAGE, "");
  public static final Endpoint METRICS = new Endpoint("/metrics", Kind.METRICS, "");
  public static final Endpoint HEALTHZ = new Endpoint("/healthz", Kind.HEALTH, "OK");
  public static final Endpoint LIVEZ =
      new Endpoint("/livez", Kind.HEALTH, "OK", Dependency.API_SERVER);
  public static final Endpoint READYZ =
      new Endpoint("/readyz", Kind.HEALTH, "OK", Dependency.OWN_METRICS);
  public static final Endpoint PPROF = new Endpoint("/debug/pprof/", Kind.PPROF, "");

  private static final List<Endpoint> KUBE_STATE_METRICS =
      List.of(LANDING_PAGE, METRICS, HEALTHZ, LIVEZ, READYZ, PPROF);

  /** One that depends on nothing. */
  public Endpoint(String path, Kind kind, String mark) {
    this(path, kind, mark, Dependency.NOTHING);
  }

  /** Those of kube-state-metrics. */
  public static List<Endpoint> ofKubeStateMetrics() {
    return KUBE_STATE_METRICS;
  }

  /** What is answered there. */
  public enum Kind {
    /** The page that names the component, and often its version. */
    LANDING_PAGE,
    METRICS,
    /** A short text. */
    HEALTH,
    /** A page of its own. */
    PAGE,
    /** The overview of Go's profiler. */
    PPROF,
    /** Another path of the same port. */
    REDIRECT,
    /** 403 to whoever shows no token. */
    FORBIDDEN,
    /** What the rest of the request, or the world, decides. */
    VARIES
  }

  /** Whether it answers all that begins with its path. */
  boolean isSubtree() {
    return path.length() > 1 && path.endsWith("/");
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
