package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Contracts;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.ZoneOffset;

/** How much this exporter knows of kube-state-metrics, and since when nobody has looked. */
final class ModelInfo {

  private ModelInfo() {}

  static void register(PrometheusRegistry registry) {
    Info.builder()
        .name("ksm_probe_exporter_model_info")
        .help(
            "The newest kube-state-metrics that this exporter knows; a newer one is taken for the same.")
        .labelNames("ksm_version")
        .register(registry)
        .addLabelValues(Contracts.newest().number());
    Gauge.builder()
        .name("ksm_probe_exporter_model_timestamp_seconds")
        .help("The day up to which releases of kube-state-metrics are known to this exporter.")
        .register(registry)
        .set((double) Contracts.knownUntil().atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }
}
