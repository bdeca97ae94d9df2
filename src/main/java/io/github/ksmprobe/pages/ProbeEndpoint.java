package io.github.ksmprobe.pages;

import com.sun.net.httpserver.HttpExchange;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.OnDemand.Outcome;
import io.github.ksmprobe.round.RoundFormat;
import io.github.ksmprobe.web.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /probe?target=<namespace>/<name>}: one round now, as metrics, or with {@code debug=true}
 * as text that tells step by step how it went.
 */
final class ProbeEndpoint {

  private static final String USAGE =
      "Name a target that is watched: /probe?target=<namespace>/<name>, with - for no namespace.\n";
  private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

  /** What the answer needs to get back before Prometheus gives up. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final OnDemand onDemand;
  private final Supplier<Duration> longest;
  private final RoundFormat metrics;
  private final RoundFormat debug;

  ProbeEndpoint(
      OnDemand onDemand, Supplier<Duration> longest, RoundFormat metrics, RoundFormat debug) {
    this.onDemand = onDemand;
    this.longest = longest;
    this.metrics = metrics;
    this.debug = debug;
  }

  Page answer(HttpExchange exchange) {
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    Optional<String> key = query.get("target").flatMap(ProbeEndpoint::key);
    if (key.isEmpty()) {
      return Page.text(400, USAGE);
    }
    String header = exchange.getRequestHeaders().getFirst(TIMEOUT_HEADER);
    Optional<Duration> budget = header == null ? Optional.of(longest.get()) : budget(header);
    if (budget.isEmpty()) {
      return Page.text(400, TIMEOUT_HEADER + " must be a number of seconds above 0.\n");
    }
    return switch (onDemand.on(key.get(), budget.get())) {
      case Outcome.Done(var report) ->
          query.is("debug", "true")
              ? Page.text(200, debug.render(report))
              : Page.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.render(report));
      case Outcome.NoSuchTarget() ->
          Page.text(404, "This target is not watched; the page at / lists those that are.\n");
      case Outcome.Late() ->
          Page.later("A round on this target is under way and took too long; try again.\n");
    };
  }

  private static Optional<String> key(String target) {
    int slash = target.indexOf('/');
    return slash < 1
        ? Optional.empty()
        : Optional.of(Url.key(target.substring(0, slash), target.substring(slash + 1)));
  }

  private Optional<Duration> budget(String header) {
    double seconds;
    try {
      seconds = Double.parseDouble(header.strip());
    } catch (NumberFormatException odd) {
      return Optional.empty();
    }
    if (!(seconds > 0) || seconds > 86_400) {
      return Optional.empty();
    }
    Duration budget = Duration.ofMillis((long) (seconds * 1000)).minus(MARGIN);
    Duration atLeast = budget.compareTo(SHORTEST) < 0 ? SHORTEST : budget;
    Duration most = longest.get();
    return Optional.of(atLeast.compareTo(most) < 0 ? atLeast : most);
  }
}
