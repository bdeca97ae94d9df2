package io.github.ksmprobe.exposition;

import io.github.ksmprobe.targets.ApiUse;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** What was asked of the API server. Nobody registers it where no API server is asked. */
public final class ApiMetrics implements MultiCollector {

  private final ApiUse api;

  /** Metrics over the counts at the time of a scrape. */
  public ApiMetrics(ApiUse api) {
    this.api = api;
  }

  @Override
  public MetricSnapshots collect() {
    ApiUse.Counts counts = api.counts();
    Family up =
        new Family(
            "ksm_probe_kubernetes_api_up",
            "Whether the API server answers; being refused by RBAC is an answer. 0 within 40 s after it begins to hang.");
    counts.up().ifPresent(known -> up.add(known ? 1 : 0));
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder()
            .name("ksm_probe_kubernetes_api_requests")
            .help("Requests to the API server by verb and HTTP status, none for no answer.");
    counts
        .requests()
        .forEach(
            (call, count) ->
                requests.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(Labels.of("verb", call.verb(), "code", call.code()))
                        .value(count)
                        .build()));
    return MetricSnapshots.builder()
        .metricSnapshot(up.build())
        .metricSnapshot(requests.build())
        .build();
  }
}
