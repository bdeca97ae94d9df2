package io.github.ksmprobe.exposition;

import com.sun.net.httpserver.HttpHandler;
import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import io.github.ksmprobe.targets.ApiUse;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HttpErrorHandlingPolicy;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All metrics in one registry, and the handler that writes them. */
public final class Exposition implements ReportSink {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RequestMetrics requests;

  /**
   * Metrics over the latest report.
   *
   * @param series which of them
   * @param version of this exporter
   * @param revision of its source; empty outside a release build
   * @param branch of its source; empty outside a release build
   */
  public Exposition(
      LatestReport latest, Series series, String version, String revision, String branch) {
    registry.register(new ReportMetrics(latest, series));
    requests = new RequestMetrics(registry, series);
    BuildInfo.register(registry, version, revision, branch);
    ModelInfo.register(registry, series);
  }

  /** Shows what is asked of the API server, too. */
  public void show(ApiUse api) {
    registry.register(new ApiMetrics(api));
  }

  /** Shows what had to be caught, too. */
  public void show(InternalErrors errors) {
    registry.register(new ErrorMetrics(errors));
  }

  /** Shows how the last reading of the configuration went, too. */
  public void show(Supplier<ReloadState> reloads) {
    registry.register(new ReloadMetrics(reloads));
  }

  /** Counts what the round asked. */
  @Override
  public void accept(Report report) {
    requests.accept(report);
  }

  MetricSnapshots scrape() {
    return registry.scrape();
  }

  /**
   * Writes the metrics in whatever format the scraper asks for; where that fails, answers 500.
   *
   * @param bugs receives each failure
   */
  public HttpHandler handler(Consumer<? super Throwable> bugs) {
    return new MetricsHandler(
        PrometheusProperties.get(),
        registry,
        HttpErrorHandlingPolicy.builder().errorReporter(bugs).build());
  }
}
