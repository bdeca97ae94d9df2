package io.github.ksmprobe.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.round.RoundFormat;
import io.github.ksmprobe.web.Captured;
import io.github.ksmprobe.web.Page;
import io.github.ksmprobe.web.Routes;
import io.github.ksmprobe.web.Routes.Cost;
import io.github.ksmprobe.web.Routes.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is served where; everything but {@code /probe} from the last report, without any I/O. */
public final class Site {

  private static final Duration SLOWEST_RELOAD = Duration.ofMinutes(1);

  private final LatestReport latest;
  private final History history;
  private final Component component;
  private final Formats formats;
  private final HttpHandler metrics;
  private final ProbeEndpoint probe;
  private final ConfigPages config;
  private final String style = style();

  /**
   * How things are written that other rooms know how to write.
   *
   * @param json for /api/v1/report
   * @param history for the history of one target
   * @param metrics for one round in Prometheus' text format
   * @param debug for one round step by step
   */
  public record Formats(
      ReportFormat json,
      Function<TargetHistory, String> history,
      RoundFormat metrics,
      RoundFormat debug) {}

  /**
   * A site over the latest report.
   *
   * @param metrics for /metrics
   * @param onDemand for /probe
   * @param control for /config and /-/reload
   * @param component that is looked for
   */
  public Site(
      LatestReport latest,
      History history,
      HttpHandler metrics,
      OnDemand onDemand,
      LifecycleApi control,
      Formats formats,
      Component component) {
    this.latest = latest;
    this.component = component;
    this.history = history;
    this.formats = formats;
    this.metrics = metrics;
    this.probe =
        new ProbeEndpoint(onDemand, control::longestRound, formats.metrics(), formats.debug());
    this.config = new ConfigPages(control);
  }

  /** Who answers which path. */
  public Routes routes() {
    return new Routes(
        List.of(
            Route.of("/", (exchange, _) -> front(exchange)),
            Route.of("/style.css", (_, _) -> css()),
            Route.of("/metrics", metrics(metrics)),
            Route.of("/api/v1/report", (_, _) -> json()),
            Route.of("/targets/*/*", this::target),
            Route.of("/api/v1/targets/*/*/history", (_, path) -> history(path)),
            Route.of("/probe", (exchange, _) -> probe.answer(exchange)).costing(Cost.TIME),
            Route.of("/config", (_, _) -> config.config()),
            Route.of("/-/reload", (_, _) -> config.reload()).posted().costing(Cost.TIME),
            Route.of("/-/healthy", (_, _) -> Page.text(200, "Healthy.\n")).costing(Cost.FREE),
            Route.of("/-/ready", (_, _) -> ready()).costing(Cost.FREE)));
  }

  /**
   * The metrics as a page like every other: no method and no parameter means more here than there,
   * but for {@code name[]}, which chooses among them.
   */
  public static Routes.Handler metrics(HttpHandler metrics) {
    return (exchange, _) -> {
      String names =
          Query.all(exchange.getRequestURI().getRawQuery(), "name[]").stream()
              .map(name -> "name%5B%5D=" + Url.encoded(name))
              .collect(Collectors.joining("&"));
      return Captured.page(
          metrics, exchange, URI.create("/metrics" + (names.isEmpty() ? "" : "?" + names)));
    };
  }

  private Page front(HttpExchange exchange) {
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    boolean reload = !query.is("reload", "off");
    FrontPage model =
        latest
            .get()
            .map(report -> FrontPage.of(report, history, query, reload, component))
            .orElseGet(() -> FrontPage.beforeTheFirstRound(reload));
    return reloading(Page.html(200, FrontPageRenderer.of().execute(model)), reload);
  }

  private Page target(HttpExchange exchange, List<String> path) {
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    boolean reload = query.is("reload", "on");
    Optional<Report> report = latest.get();
    Optional<PodReport> pod = report.flatMap(known -> find(known, path));
    if (report.isEmpty()) {
      return reloading(gone(GonePage.beforeTheFirstRound()), true);
    }
    if (pod.isEmpty()) {
      // Who watches a pod while it is replaced, watches on.
      return reloading(gone(GonePage.notWatched(path)), reload);
    }
    TargetPage model = TargetPage.of(pod.get(), report.get(), history, reload);
    return reloading(Page.html(200, TargetPageRenderer.of().execute(model)), reload);
  }

  private static Page gone(GonePage model) {
    return Page.html(404, GonePageRenderer.of().execute(model));
  }

  // A header and not a meta element: what reloads can be turned off by a link on the page.
  private Page reloading(Page page, boolean reload) {
    Duration interval = latest.get().map(Report::interval).orElse(Duration.ofSeconds(2));
    Duration capped = interval.compareTo(SLOWEST_RELOAD) < 0 ? interval : SLOWEST_RELOAD;
    return reload ? page.with("Refresh", String.valueOf(Math.max(1, capped.toSeconds()))) : page;
  }

  private Page json() {
    return Page.json(formats.json().render(latest.get().map(Report::pods).orElse(List.of())));
  }

  private Page history(List<String> path) {
    return history
        .of(Url.key(path.get(0), path.get(1)))
        .map(track -> Page.json(formats.history().apply(track)))
        .orElseGet(Site::notWatched);
  }

  private Page ready() {
    return latest.get().isPresent()
        ? Page.text(200, "Ready.\n")
        : Page.text(503, "The first round has not ended yet.\n");
  }

  private static Optional<PodReport> find(Report report, List<String> path) {
    String key = Url.key(path.get(0), path.get(1));
    return report.pods().stream().filter(pod -> pod.key().equals(key)).findFirst();
  }

  private static Page notWatched() {
    return Page.text(404, "This target is not watched; the page at / lists those that are.\n");
  }

  private Page css() {
    return Page.of(200, "text/css; charset=utf-8", style);
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream("style.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
