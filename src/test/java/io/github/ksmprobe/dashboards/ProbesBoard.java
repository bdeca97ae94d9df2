package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.dashboards.ProbeQueries.State;
import io.github.ksmprobe.diagnosis.Reason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For whoever is on call: what is wrong, since when, why, and what to do. */
final class ProbesBoard {

  static final String NOTHING = "nothing is scraped: *Exporters* says why";

  private ProbesBoard() {}

  static Board board() {
    return new Board(
            "ksm-probes",
            "KSM probes",
            "For whoever operates kube-state-metrics: is it healthy, which probe is wrong and why,"
                + " since when, what does each port answer. Grafana 9.0 or newer.")
        .row("Is it healthy?")
        .line(4, failing(), byAccident(), wrongEndpoints(), apiServer(), exporters(), firing())
        .row("Which probe is wrong, and why?")
        .line(11, ProbePanels.now())
        .line(8, List.of(14, 10), ProbePanels.notWell(), ProbePanels.alerts())
        .row("What does each port answer?")
        .line(9, EndpointPanels.ports())
        .line(8, List.of(15, 9), EndpointPanels.wrong(), EndpointPanels.failures())
        .row("How fast, and how often right?")
        .line(8, EndpointPanels.latency(), EndpointPanels.scrapes(), EndpointPanels.availability())
        .row("What does the kubelet say?")
        .line(7, ProbePanels.ready(), ProbePanels.restarts())
        .row("May this page be believed?")
        .line(8, List.of(10, 14), EndpointPanels.exporters(), words());
  }

  private static Stat failing() {
    return Stat.count(
        "Probes that fail",
        Mapping.WRONG,
        new Said(
            "How many of the configured probes fail, or are discarded, when they are sent as the kubelet sends them?",
            "Above 0: *Probes now* has as many red rows, with the reason.",
            NOTHING + "; or the exporter cannot read the pods"),
        ProbeQueries.STATE + " >= " + State.FAILURE.value(),
        ProbeQueries.KNOWN);
  }

  private static Stat byAccident() {
    return Stat.count(
        "Probes passing by accident",
        Mapping.DOUBTFUL,
        new Said(
            "How many probes get a good answer from something that they were not meant for?",
            "Above 0: *Probes now* has as many orange rows; such a probe proves nothing, and fails after an upgrade.",
            NOTHING + "; or the exporter cannot read the pods"),
        ProbeQueries.STATE + " == " + State.BY_ACCIDENT.value(),
        ProbeQueries.KNOWN);
  }

  private static Stat wrongEndpoints() {
    return Stat.count(
        "Endpoints that are wrong",
        Mapping.WRONG,
        new Said(
            "How many paths do not answer as this version of kube-state-metrics should?",
            "Above 0: *Endpoints that are wrong now* has as many rows.",
            NOTHING),
        EndpointQueries.WRONG,
        EndpointQueries.KNOWN);
  }

  private static Stat apiServer() {
    return Stat.count(
        "Pods without API server",
        Mapping.WRONG,
        new Said(
            "Is it the API server and not kube-state-metrics? On how many pods does /livez, which asks it in turn, fail while /healthz works?",
            "Above 0: leave the probes alone, look at the API server and the network to it; a liveness probe on /livez restarts the pod for it.",
            "no pod has such a /livez (v2.13.0 brings it), or " + NOTHING),
        EndpointQueries.WITHOUT_API_SERVER,
        EndpointQueries.API_SERVER_KNOWN);
  }

  private static Stat exporters() {
    return Stat.count(
            "Exporters without results",
            Mapping.WRONG,
            new Said(
                "May this page be believed? How many exporters are down, or have no results of the last three rounds?",
                "Above 0: what they watch is missing here; *Exporters* names them.",
                "\"none scraped\": Prometheus has no exporter as a target, or the filters above leave none"),
            EndpointQueries.EXPORTERS + " > 1",
            "count(ksm_probe_last_round_timestamp_seconds)")
        .unknownAs("none scraped", Mapping.WRONG);
  }

  private static Stat firing() {
    return Stat.count(
        "Alerts firing",
        Mapping.WRONG,
        new Said(
            "Has somebody been notified?",
            "Above 0: *Alerts* has as many that fire, with their runbooks. Those of severity info are left out.",
            "the rules are not loaded, or " + NOTHING),
        AlertQueries.FIRING,
        AlertQueries.KNOWN);
  }

  private static Note words() {
    String reasons =
        Stream.of(Reason.values())
            .filter(reason -> reason.kind() == Reason.Kind.MISMATCH)
            .map(reason -> "`" + reason.label() + "` " + reason.meaning())
            .collect(Collectors.joining(" · "));
    return new Note(
        "What the words mean",
        "**Reasons that need a change**: "
            + reasons
            + ".\n\n**Outages**: `dependency_down` the API server · `not_ready` /readyz answers 503"
            + " · `process_down` no port answers · `outage` any other.\n\n"
            + "**Listeners**: `main` (8080: /metrics, /healthz, /livez) and `telemetry`"
            + " (8081: /metrics about itself, /readyz).");
  }
}
