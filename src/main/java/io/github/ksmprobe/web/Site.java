package io.github.ksmprobe.web;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpHandler;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportFormat;
import java.util.List;
import java.util.Map;

/** What is served where. */
public final class Site {

  private final LatestReport latest;
  private final HttpHandler metrics;
  private final ReportFormat text;
  private final ReportFormat json;

  /**
   * A site over the latest report.
   *
   * @param metrics for "/metrics"
   * @param text for "/"
   * @param json for "/api/v1/report"
   */
  public Site(LatestReport latest, HttpHandler metrics, ReportFormat text, ReportFormat json) {
    this.latest = requireNonNull(latest);
    this.metrics = requireNonNull(metrics);
    this.text = requireNonNull(text);
    this.json = requireNonNull(json);
  }

  /** Handlers by exact path. */
  public Map<String, HttpHandler> handlers() {
    return Map.of(
        "/",
        WebServer.page(_ -> Page.text(200, findings())),
        "/metrics",
        metrics,
        "/api/v1/report",
        WebServer.page(_ -> new Page(200, "application/json; charset=utf-8", json.render(pods()))),
        "/-/healthy",
        WebServer.page(_ -> Page.text(200, "Healthy.\n")),
        "/-/ready",
        WebServer.page(
            _ ->
                latest.get().isPresent()
                    ? Page.text(200, "Ready.\n")
                    : Page.text(503, "The first round has not ended yet.\n")));
  }

  private String findings() {
    String head =
        """
        ksm-probe-exporter: why kube-state-metrics probes fail, pass by accident, or break at the next upgrade.
        /metrics  /api/v1/report  /-/healthy  /-/ready

        """;
    return head
        + latest
            .get()
            .map(report -> text.render(report.pods()) + "\nRound of " + report.finishedAt() + ".\n")
            .orElse("The first round has not ended yet.\n");
  }

  private List<io.github.ksmprobe.round.PodReport> pods() {
    return latest.get().map(Report::pods).orElse(List.of());
  }
}
