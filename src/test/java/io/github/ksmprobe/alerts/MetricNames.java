package io.github.ksmprobe.alerts;

import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Scraped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that expressions may use: what the exporter exports, and a short list beside it. */
public final class MetricNames {

  /** Names that this registry does not have, and why an expression may use them anyway. */
  public static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("up", "Prometheus"),
          Map.entry("ALERTS", "Prometheus"),
          Map.entry("kube_state_metrics_list_total", "kube-state-metrics, telemetry"),
          Map.entry("kube_state_metrics_watch_total", "kube-state-metrics, telemetry"));

  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:ksm_probe_|kube_state_metrics_|target:ksm_probe_|up\\b|ALERTS\\b)[a-z0-9_:]*");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]");

  private static final Set<String> EXPORTED = afterOneRound();

  private MetricNames() {}

  /** The metrics that an expression asks for. */
  public static Set<String> in(String expression) {
    return NAME.matcher(TEXT.matcher(expression).replaceAll("\"\""))
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all series on the exporter's /metrics, after one round on known pods. */
  public static Set<String> exported() {
    return EXPORTED;
  }

  private static Set<String> afterOneRound() {
    return SERIES
        .matcher(Scraped.ofEverything(Cardinality.SIDECAR).text())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
