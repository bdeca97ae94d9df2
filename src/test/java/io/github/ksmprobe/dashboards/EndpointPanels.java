package io.github.ksmprobe.dashboards;

import static io.github.ksmprobe.dashboards.ProbesBoard.NOTHING;

import io.github.ksmprobe.dashboards.Graph.Calculation;
import io.github.ksmprobe.dashboards.Graph.Style;
import java.util.List;

/** What the ports answer, how fast and how often, and who asks them. */
final class EndpointPanels {

  private static final String ONE = "cluster, listener, path";
  private static final String LEGEND = "{{cluster}} {{listener}} {{path}}";

  private EndpointPanels() {}

  static Timeline ports() {
    return new Timeline(
        "What each port answers (12 wrong at most, or one pod)",
        new Said(
            "What does each path on each port answer, by content, and since when?",
            "Green is right, red is wrong, the text is the class of the answer: 200 may be the real handler (served) or the landing page that older versions give for every path. Of many pods only what was wrong in the window is shown; choose a Pod to see all of it.",
            NOTHING + " in this window"),
        "ENDPOINT",
        EndpointQueries.BAND,
        EndpointQueries.SHOWN,
        "ksm_probe_endpoint_success",
        "all endpoints",
        "{{cluster}} {{target_namespace}} {{target_pod}} {{listener}} {{path}}",
        EndpointQueries.bands());
  }

  static Table wrong() {
    String fine = "all right";
    return new Table(
        "Endpoints that are wrong now",
        new Said(
            "Which answers are wrong now, and how?",
            "no_answer on /metrics alone is slowness, on everything it is a dead process; for the rest path and answer lead into the [runbook](runbooks/KubeStateMetricsEndpointNotServed.md).",
            NOTHING),
        Table.orNone(EndpointQueries.WRONG_ANSWERS, EndpointQueries.KNOWN, "class", fine),
        List.of(
            Column.CLUSTER,
            Column.NAMESPACE,
            Column.POD,
            Column.of("listener", "Listener", 100),
            Column.of("path", "Path", 90),
            Column.of("class", "Answer", 130).colouredText(Mapping.right(fine)),
            Column.of("Value", "Status", 90).colouredText(Mapping.of(0, "-", "text"))));
  }

  static Graph failures() {
    String series = "sum by (cluster, listener, path) (%s(ksm_probe_endpoint_failures_total%s))";
    return new Graph(
        "Wrong answers",
        new Said(
            "Is it a blip or a level, and where?",
            "A spike at a rollout is normal; a level is not: *What each port answers* says what it is.",
            NOTHING + " in this window"),
        Graph.highest(
            12,
            ONE,
            series.formatted("rate", "[$__rate_interval]"),
            series.formatted("increase", Promql.WINDOW)),
        LEGEND,
        "reqps",
        Style.LINES,
        Calculation.MAX);
  }

  static Graph latency() {
    String series =
        """
        histogram_quantile(0.99, sum by (le, cluster, listener, path) (
          rate(ksm_probe_endpoint_duration_seconds_bucket{path=~"/healthz|/livez|/readyz"}%s)
        ))""";
    return new Graph(
        "Latency, 99th percentile",
        new Said(
            "Is it slow, and which part?",
            "/healthz slow: the container lacks CPU; /livez alone: the API server. Near timeoutSeconds of the probe (chart: 5 s) restarts follow.",
            "one exporter watches the cluster: it has no latencies; or " + NOTHING),
        Graph.highest(
            12, ONE, series.formatted("[$__rate_interval]"), series.formatted(Promql.WINDOW)),
        LEGEND,
        "s",
        Style.LINES,
        Calculation.MAX);
  }

  static Graph scrapes() {
    String series =
        """
        max by (POD, listener) (
          rate(ksm_probe_endpoint_duration_seconds_sum{path="/metrics"}%1$s)
          / rate(ksm_probe_endpoint_duration_seconds_count{path="/metrics"}%1$s)
        )""";
    return new Graph(
        "Latency of /metrics, slowest pods",
        new Said(
            "Will scrapes be cut? The mean of the eight slowest.",
            "Near the scrape timeout (10 s by default): more CPU, fewer resources, or shards.",
            "as for *Latency, 99th percentile*"),
        Graph.highest(
            8,
            "POD, listener",
            series.formatted("[$__rate_interval]"),
            series.formatted(Promql.WINDOW)),
        "{{cluster}} {{target_namespace}} {{target_pod}} {{listener}}",
        "s",
        Style.LINES_BY_MINUTE,
        Calculation.MAX);
  }

  static Graph availability() {
    String series =
        "min by (cluster, listener, path) (%starget:ksm_probe_endpoint_availability:ratio_rate1h{path=~\"/healthz|/livez|/readyz|/metrics\"}%s)";
    return new Graph(
        "Availability, 1 h",
        new Said(
            "How often was it right in the hour before?",
            "Take it for the SLO; the 30 day figure is `target:ksm_probe_endpoint_availability:ratio_rate30d`.",
            "the recording rules are not loaded, or " + NOTHING),
        Graph.highest(
            12,
            ONE,
            series.formatted("", ""),
            "1 - " + series.formatted("min_over_time(", Promql.WINDOW + ")")),
        LEGEND,
        "percentunit",
        Style.SHARES,
        Calculation.MIN);
  }

  static Table exporters() {
    return new Table(
        "Exporters",
        new Said(
            "Which exporters are down or have old results?",
            "Look at their log; *Instance* leads to the exporter's own page where your browser reaches it, `kubectl port-forward` to its port 10117 does everywhere.",
            "Prometheus has no exporter as a target"),
        "sort_desc(" + EndpointQueries.EXPORTERS + ")",
        List.of(
            Column.CLUSTER,
            Column.of("job", "Job", 0),
            Column.of("instance", "Instance", 200).linkedTo(DataLink.EXPORTER),
            Column.of("Value", "Results", 120).coloured(EndpointQueries.EXPORTER_STATES)));
  }
}
