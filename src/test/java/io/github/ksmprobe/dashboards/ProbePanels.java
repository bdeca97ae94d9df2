package io.github.ksmprobe.dashboards;

import static io.github.ksmprobe.dashboards.ProbesBoard.NOTHING;

import io.github.ksmprobe.dashboards.Graph.Calculation;
import io.github.ksmprobe.dashboards.Graph.Style;
import java.util.List;

/** What becomes of the probes, what the kubelet says of the pods, and who was notified. */
final class ProbePanels {

  private ProbePanels() {}

  static Table now() {
    return new Table(
        "Probes now",
        new Said(
            "Which probe is wrong, what does it ask, why does it fail?",
            "The worst first. Pod leads to this page for that pod, Reason to what it means and what to change. \"by accident\" is right by luck; \"discarded\" means that the kubelet throws each run away: never Ready, never restarted.",
            "no probe is known: the exporter cannot read the pods, or " + NOTHING),
        "sort_desc(" + ProbeQueries.PROBES + ")",
        List.of(
            Column.CLUSTER,
            Column.NAMESPACE,
            Column.POD,
            Column.CONTAINER,
            Column.TYPE,
            Column.of("Value", "Result", 115).coloured(ProbeQueries.STATES),
            Column.REASON,
            Column.SCHEME,
            Column.PORT,
            Column.PATH));
  }

  static Timeline notWell() {
    return new Timeline(
        "Probes that were not well: since when? (10 at most)",
        new Said(
            "When did it begin, does it come and go, did the reason change?",
            "Hold the left edge of a band against rollouts and upgrades: \"by accident: catch_all\" followed by \"wrong_port\" is an upgrade over v2.14.0. What fails now comes before what failed, and that before what passes by accident; narrow it with Pod.",
            NOTHING + " in this window"),
        "PROBE",
        ProbeQueries.BAND,
        ProbeQueries.NOT_WELL,
        "ksm_probe_kubelet_success",
        "all probes",
        "{{cluster}} {{target_namespace}} {{target_pod}} {{target_container}} {{probe_type}}",
        ProbeQueries.bands());
  }

  static Table alerts() {
    return new Table(
        "Alerts",
        new Said(
            "Which alerts fire or are about to?",
            "The name leads to its runbook.",
            "the rules are not loaded, or " + NOTHING),
        Table.orNone(AlertQueries.ALL, AlertQueries.KNOWN, "alertstate", "none"),
        List.of(
            Column.of("alertstate", "State", 75)
                .colouredText(
                    new Mapping("firing", "firing", Mapping.WRONG),
                    new Mapping("pending", "pending", Mapping.DOUBTFUL),
                    Mapping.right("none")),
            Column.of("alertname", "Alert", 0).linkedTo(DataLink.RUNBOOK),
            Column.of("namespace", "Namespace", 130),
            Column.CLUSTER));
  }

  static Timeline ready() {
    return new Timeline(
        "Not ready, as the kubelet has it (8 at most)",
        new Said(
            "Does the kubelet agree?",
            "Not ready although *Probes now* is green: something between node and pod, see [KubeletDisagrees](runbooks/KubeStateMetricsKubeletDisagrees.md).",
            "the exporter may not read the pods' status, or " + NOTHING),
        "CONTAINER",
        "1 + min by (CONTAINER) (ksm_probe_container_ready)",
        "topk(8, max by (CONTAINER) (" + Promql.wrongness("ksm_probe_container_ready") + ") > 0)",
        "ksm_probe_container_ready",
        "all containers",
        "{{cluster}} {{target_namespace}} {{target_pod}} {{target_container}}",
        List.of(Mapping.of(1, "not ready", Mapping.WRONG), Mapping.of(2, "ready", Mapping.RIGHT)));
  }

  static Graph restarts() {
    String restarts = "max by (CONTAINER) (ksm_probe_container_restarts_total%s)";
    String shown =
        "topk(8, max by (CONTAINER) (max_over_time(ksm_probe_container_restarts_total%1$s) - min_over_time(ksm_probe_container_restarts_total%1$s)) > 0)"
            .formatted(Promql.WINDOW);
    return new Graph(
        "Restarts",
        new Said(
            "Does the container restart, and with the probe?",
            "With a failing liveness probe: the probe or the API server; without: its log and its memory.",
            "the exporter may not read the pods' status, or " + NOTHING),
        """
        clamp_min(%s - %s, 0) and on (CONTAINER) %s
        or label_replace(0 * count(ksm_probe_container_restarts_total) unless on () %3$s, "target_pod", "no restart", "", "")"""
            .formatted(restarts.formatted(""), restarts.formatted(" offset $__interval"), shown),
        "{{cluster}} {{target_namespace}} {{target_pod}} {{target_container}}",
        "short",
        Style.BARS,
        Calculation.SUM);
  }
}
