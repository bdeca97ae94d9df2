package io.github.ksmprobe.dashboards;

/** Alerts of this project that ask for somebody, and not kube-state-metrics' own four. */
final class AlertQueries {

  private static final String OURS =
      "ALERTS{alertname=~\"KubeStateMetrics.*\","
          + "alertname!~\".*(ListErrors|WatchErrors|ShardingMismatch|ShardsMissing)\","
          + "severity!=\"info\"";

  /** One for each line of the table, whatever else the alerts carry. */
  static final String FIRING = grouped(OURS + ",alertstate=\"firing\"}");

  /** Those that fire first. */
  static final String ALL =
      "sort_desc(" + grouped("2 * " + OURS + ",alertstate=\"firing\"} or " + OURS + "}") + ")";

  /** No alert is good news only where the rules are loaded and have something to judge. */
  static final String KNOWN =
      "(count(target:ksm_probe_endpoint_requests:rate5m)"
          + " + count(ksm_probe_last_round_timestamp_seconds))";

  private AlertQueries() {}

  private static String grouped(String alerts) {
    return "max by (cluster, namespace, alertname, alertstate) (" + alerts + ")";
  }
}
