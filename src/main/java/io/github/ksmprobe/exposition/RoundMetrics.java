package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.RoundFormat;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One round in the Prometheus text format, in a registry of its own: what is asked for by a person
 * must not move what the rounds count, and is given everything.
 */
public final class RoundMetrics implements RoundFormat {

  private final Series everything;

  /** Rounds on pods that run that component. */
  public RoundMetrics(Component component) {
    this.everything = new Series(Cardinality.FULL, component);
  }

  @Override
  public String render(Report report) {
    LatestReport only = new LatestReport();
    only.accept(report);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new ReportMetrics(only, everything));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException memory) {
      throw new UncheckedIOException(memory);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
