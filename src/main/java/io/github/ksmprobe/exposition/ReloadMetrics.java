package io.github.ksmprobe.exposition;

import io.github.ksmprobe.config.ReloadState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/**
 * How the last reading of the configuration went. There from the start on, with or without a file,
 * as in Prometheus' own programs: a rule need not ask whether the series exists.
 */
public final class ReloadMetrics implements MultiCollector {

  private final Supplier<ReloadState> state;

  /** Metrics over the state at the time of a scrape. */
  public ReloadMetrics(Supplier<ReloadState> state) {
    this.state = state;
  }

  @Override
  public MetricSnapshots collect() {
    ReloadState now = state.get();
    return MetricSnapshots.builder()
        .metricSnapshot(
            gauge(
                "ksm_probe_exporter_config_last_reload_successful",
                "Whether the last configuration that was read is in effect; if not, the previous one is.",
                now.successful() ? 1 : 0))
        .metricSnapshot(
            gauge(
                "ksm_probe_exporter_config_last_reload_success_timestamp_seconds",
                "When the configuration in effect was read.",
                now.lastSuccess().toEpochMilli() / 1000.0))
        .build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
