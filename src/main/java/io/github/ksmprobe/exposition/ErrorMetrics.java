package io.github.ksmprobe.exposition;

import io.github.ksmprobe.log.InternalErrors;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** Mistakes of the exporter itself; every place is there from the start, with 0. */
public final class ErrorMetrics implements Collector {

  private final InternalErrors errors;

  /** Metrics over the counts at the time of a scrape. */
  public ErrorMetrics(InternalErrors errors) {
    this.errors = errors;
  }

  @Override
  public MetricSnapshot collect() {
    CounterSnapshot.Builder caught =
        CounterSnapshot.builder()
            .name("ksm_probe_exporter_internal_errors")
            .help(
                "Bugs in the exporter that it caught and survived, by the part that hit them; the log has them.");
    errors
        .counts()
        .forEach(
            (place, count) ->
                caught.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(Labels.of("place", place.label()))
                        .value(count)
                        .build()));
    return caught.build();
  }
}
