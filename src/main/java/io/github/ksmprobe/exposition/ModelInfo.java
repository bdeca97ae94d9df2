package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Contracts;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.ZoneOffset;

/** How much this exporter knows of what it watches, and since when nobody has looked. */
final class ModelInfo {

  private ModelInfo() {}

  static void register(PrometheusRegistry registry, Series series) {
    String name = series.component().name();
    Info.builder()
        .name("ksm_probe_exporter_model_info")
        .help(
            "The newest " + name + " that this exporter knows; a newer one is taken for the same.")
        .constLabels(series.constant())
        .labelNames("ksm_version")
        .register(registry)
        .addLabelValues(series.component().newest().number());
    if (!series.component().isKubeStateMetrics()) {
      // Its file does not say until when somebody has looked.
      return;
    }
    Gauge.builder()
        .name("ksm_probe_exporter_model_timestamp_seconds")
        .help("The day up to which releases of kube-state-metrics are known to this exporter.")
        .register(registry)
        .set((double) Contracts.knownUntil().atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }
}
