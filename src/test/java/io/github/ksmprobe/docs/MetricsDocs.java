package io.github.ksmprobe.docs;

import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Scraped;
import io.github.ksmprobe.exposition.WatchedPods;
import io.github.ksmprobe.judgement.PodReport;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference page of the metrics, and what they cost. */
final class MetricsDocs {

  private MetricsDocs() {}

  static String page(MetricSnapshots snapshots) {
    StringBuilder page = new StringBuilder(ReferenceDocs.GENERATED);
    page.append("# Metrics\n\n");
    page.append(
        """
        Results are those of the last round, not of the scrape. `up` is the exporter;
        `ksm_probe_kubelet_success` is the kubelet's probe.

        What alerts, dashboards and the questions of an operator need is there by default.
        `--metrics.detail=full` adds what helps to look for something: every class, result and reason
        that is 0, what every path answers and not only those that some version serves, failures of
        each path by class, and more buckets. `/probe?target=<namespace>/<pod>` gives one round of it
        at any time. It is fixed at the start, since counters must not begin anew.

        """);
    page.append("| metric | type | labels | meaning |\n|---|---|---|---|\n");
    snapshots.stream()
        .sorted(Comparator.comparing(snapshot -> snapshot.getMetadata().getName()))
        .forEach(
            snapshot ->
                page.append(
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            name(snapshot),
                            type(snapshot),
                            labels(snapshot),
                            snapshot.getMetadata().getHelp())));
    return page.append(samples()).toString();
  }

  private static String samples() {
    List<PodReport> one = List.of(WatchedPods.healthy(true));
    Map<String, Long> sidecar = Scraped.after(Cardinality.SIDECAR, one).byMetric();
    Map<String, Long> full = Scraped.after(Cardinality.FULL, one).byMetric();
    Map<String, Long> many =
        Scraped.after(Cardinality.CLUSTER, List.of(WatchedPods.healthy(false))).byMetric();
    Map<String, Long> nobody = Scraped.after(Cardinality.CLUSTER, List.of()).byMetric();
    nobody.forEach((metric, count) -> many.merge(metric, -count, Long::sum));
    StringBuilder page = new StringBuilder();
    page.append(
        """

        ## How many samples

        The table is that of a pod with a liveness and a readiness probe, both right. A sidecar exports
        300 at most, also where every probe is wrong, a proxy has probes of its own and everything has
        failed once in every way. One exporter for a cluster exports %d of its own, and at most 60 for
        each pod with two probes, right or wrong, an outage included.

        | metric | sidecar | each pod of a cluster | sidecar, `--metrics.detail=full` |
        |---|---|---|---|
        """
            .formatted(total(nobody)));
    full.forEach(
        (metric, count) ->
            page.append(
                "| `%s` | %d | %d | %d |\n"
                    .formatted(
                        metric,
                        sidecar.getOrDefault(metric, 0L),
                        many.getOrDefault(metric, 0L),
                        count)));
    return page.append(
            "| all | **%d** | **%d** | %d |\n".formatted(total(sidecar), total(many), total(full)))
        .toString();
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String name(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getName();
    return switch (snapshot) {
      case CounterSnapshot _ -> name + "_total";
      case InfoSnapshot _ -> name + "_info";
      default -> name;
    };
  }

  private static String type(MetricSnapshot snapshot) {
    return switch (snapshot) {
      case CounterSnapshot _ -> "counter";
      case InfoSnapshot _ -> "info";
      case HistogramSnapshot _ -> "histogram";
      default -> "gauge";
    };
  }

  private static String labels(MetricSnapshot snapshot) {
    return snapshot.getDataPoints().stream()
        .findFirst()
        .map(
            point ->
                point.getLabels().stream()
                    .map(Label::getName)
                    .map(label -> "`" + label + "`")
                    .collect(Collectors.joining(", ")))
        .orElse("");
  }
}
