package io.github.ksmprobe.exposition;

import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.ApiUse;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An exporter that nobody can reach: rounds go in, and what a scrape would bring comes out. */
public final class UnservedExporter {

  private final LatestReport latest = new LatestReport();
  private final Exposition exposition;

  /** One that no round has reached yet. */
  public UnservedExporter(Cardinality detail, ApiUse api) {
    this(Series.of(detail), api);
  }

  UnservedExporter(Series series, ApiUse api) {
    exposition = new Exposition(latest, series, "1", "abc", "main");
    exposition.show(api);
    exposition.show(new InternalErrors());
    exposition.show(() -> new ReloadState(true, Instant.EPOCH));
  }

  /** Takes what a round found. */
  public void accept(Report report) {
    exposition.accept(report);
    latest.accept(report);
  }

  /** As the library has it. */
  MetricSnapshots snapshots() {
    return exposition.scrape();
  }

  /** As Prometheus reads it. */
  public String text() {
    return text(snapshots());
  }

  static String text(MetricSnapshots snapshots) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, snapshots);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
