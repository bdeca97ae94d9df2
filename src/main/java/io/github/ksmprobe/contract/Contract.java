package io.github.ksmprobe.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What kube-state-metrics serves from one release on, until the next contract.
 *
 * @param since the first release with it
 * @param change what is new in it, in one sentence
 * @param landingPages one for each listener
 * @param unknown what every other path gets
 * @param main the endpoints that are real on the main listener
 * @param telemetry the endpoints that are real on the telemetry listener
 * @param authFilter what {@code --auth-filter} guards; empty where the flag does not exist
 * @param unmeasured how it is known where nobody asked such a build; empty where somebody did
 */
public record Contract(
    KsmVersion since,
    String change,
    List<LandingPage> landingPages,
    Unknown unknown,
    Set<Endpoint> main,
    Set<Endpoint> telemetry,
    Set<Guarded> authFilter,
    Optional<String> unmeasured) {

  /** What a path gets that nothing is registered for. */
  public enum Unknown {
    LANDING_PAGE,
    /** 404. */
    NOT_FOUND,
    /** 403 to whoever shows no token. */
    FORBIDDEN
  }

  /**
   * An endpoint behind {@code --auth-filter}.
   *
   * @param listener where
   * @param endpoint what
   */
  public record Guarded(Listener listener, Endpoint endpoint) {}

  /** One that was measured. */
  Contract(
      KsmVersion since,
      String change,
      List<LandingPage> landingPages,
      boolean catchAll,
      Set<Endpoint> main,
      Set<Endpoint> telemetry,
      Set<Guarded> authFilter) {
    this(
        since,
        change,
        landingPages,
        catchAll ? Unknown.LANDING_PAGE : Unknown.NOT_FOUND,
        main,
        telemetry,
        authFilter,
        Optional.empty());
  }

  public Contract {
    landingPages = List.copyOf(landingPages);
    main = Set.copyOf(main);
    telemetry = Set.copyOf(telemetry);
    authFilter = Set.copyOf(authFilter);
  }

  /** Whether every unknown path gets the landing page. */
  public boolean catchAll() {
    return unknown == Unknown.LANDING_PAGE;
  }

  /** The endpoints that are real on that listener. */
  public Set<Endpoint> served(Listener listener) {
    return listener == Listener.MAIN ? main : telemetry;
  }

  /** Whether any listener has that path. */
  public boolean serves(String path) {
    return Stream.concat(main.stream(), telemetry.stream())
        .anyMatch(endpoint -> endpoint.path().equals(path));
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
    if (served(listener).stream().anyMatch(one -> one.path().equals(cleaned + "/"))) {
      return new Route.Redirects(cleaned + "/" + query);
    }
    if (!cleaned.equals(escaped)) {
      return new Route.Redirects(cleaned + query);
    }
    return find(listener, cleaned);
  }

  private Route find(Listener listener, String path) {
    String decoded = path.indexOf('%') < 0 ? path : decoded(path);
    return served(listener).stream()
        .filter(
            endpoint ->
                endpoint.path().equals(decoded)
                    || (endpoint.isSubtree() && decoded.startsWith(endpoint.path())))
        .max(Comparator.comparingInt(endpoint -> endpoint.path().length()))
        .map(Contract::to)
        .orElseGet(
            () ->
                switch (unknown) {
                  case LANDING_PAGE -> new Route.CatchAll();
                  case NOT_FOUND -> new Route.NotFound();
                  case FORBIDDEN -> new Route.Forbidden();
                });
  }

  private static Route to(Endpoint endpoint) {
    return endpoint.kind() == Endpoint.Kind.REDIRECT
        ? new Route.Redirects(endpoint.mark())
        : new Route.Serves(endpoint);
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
