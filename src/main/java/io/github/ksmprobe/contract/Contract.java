package io.github.ksmprobe.contract;

import java.util.List;
import java.util.Set;

/**
 * What kube-state-metrics serves from one release on, until the next contract.
 *
 * @param since the first release with it
 * @param change what is new in it, in one sentence
 * @param landingPages one for each listener
 * @param catchAll whether every unknown path gets the landing page instead of 404
 * @param main the endpoints that are real on the main listener
 * @param telemetry the endpoints that are real on the telemetry listener
 * @param authFilter what {@code --auth-filter} guards; empty where the flag does not exist
 */
public record Contract(
    KsmVersion since,
    String change,
    List<LandingPage> landingPages,
    boolean catchAll,
    Set<Endpoint> main,
    Set<Endpoint> telemetry,
    Set<Guarded> authFilter) {

  private static final String PPROF_ROOT = "/debug/pprof";

  /**
   * An endpoint behind {@code --auth-filter}.
   *
   * @param listener where
   * @param endpoint what
   */
  public record Guarded(Listener listener, Endpoint endpoint) {}

  public Contract {
    landingPages = List.copyOf(landingPages);
    main = Set.copyOf(main);
    telemetry = Set.copyOf(telemetry);
    authFilter = Set.copyOf(authFilter);
  }

  /** The endpoints that are real on that listener. */
  public Set<Endpoint> served(Listener listener) {
    return listener == Listener.MAIN ? main : telemetry;
  }

  public LandingPage landingPage(Listener listener) {
    return landingPages.stream()
        .filter(page -> page.listener() == listener)
        .findFirst()
        .orElseThrow();
  }

  /** Whether {@code --auth-filter} asks for a token there. */
  public boolean guards(Listener listener, Endpoint endpoint) {
    return authFilter.contains(new Guarded(listener, endpoint));
  }

  /**
   * Where a request goes.
   *
   * @param target path and query as they stand on the request line
   */
  public Route route(Listener listener, String target) {
    int mark = target.indexOf('?');
    String escaped = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark);
    String cleaned = PathCleaning.clean(escaped);
    if (isPprofRoot(listener, cleaned)) {
      return new Route.Redirects(PPROF_ROOT + "/" + query);
    }
    if (!cleaned.equals(escaped)) {
      return new Route.Redirects(cleaned + query);
    }
    return find(listener, cleaned);
  }

  private boolean isPprofRoot(Listener listener, String path) {
    return path.equals(PPROF_ROOT) && served(listener).contains(Endpoint.PPROF);
  }

  private Route find(Listener listener, String path) {
    if (path.equals("/")) {
      return new Route.Serves(Endpoint.LANDING_PAGE);
    }
    String decoded = path.indexOf('%') < 0 ? path : decoded(path);
    for (Endpoint endpoint : served(listener)) {
      boolean here =
          switch (endpoint) {
            case LANDING_PAGE -> false;
            case METRICS, HEALTHZ, LIVEZ, READYZ -> decoded.equals(endpoint.path());
            case PPROF -> decoded.startsWith(endpoint.path());
          };
      if (here) {
        return new Route.Serves(endpoint);
      }
    }
    return catchAll ? new Route.CatchAll() : new Route.NotFound();
  }

  // Segment by segment, since the mux does not take an escaped slash for a separator.
  private static String decoded(String path) {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = PathCleaning.decode(segments[i]);
      segments[i] = segment.indexOf('/') < 0 ? segment : segments[i];
    }
    return String.join("/", segments);
  }
}
