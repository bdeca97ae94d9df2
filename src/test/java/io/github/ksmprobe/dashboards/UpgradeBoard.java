package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.dashboards.Graph.Calculation;
import io.github.ksmprobe.dashboards.Graph.Style;
import io.github.ksmprobe.dashboards.ProbeQueries.State;
import java.util.List;

/** For planning: may the image be upgraded, and to what? */
final class UpgradeBoard {

  private static final String NOTHING = "nothing is scraped";
  private static final String NO_FORECAST =
      "nothing is scraped, or the version of a pod is not known: see *Running versions*";

  private UpgradeBoard() {}

  static Board board() {
    return new Board(
            "ksm-upgrade-readiness",
            "KSM upgrade readiness",
            "For planning: which probes of kube-state-metrics an upgrade breaks, at which version,"
                + " and what passes by accident. Grafana 9.0 or newer.")
        .row("May it be upgraded?")
        .line(4, ready(), breaks(), accidents(), brokenAlready())
        .row("What breaks at which version?")
        .line(9, List.of(18, 6), firstVersions(), perVersion())
        .row("What passes by accident, and what runs?")
        .line(8, passesByAccident())
        .line(9, runningVersions())
        .line(9, versionsOverTime(), change());
  }

  private static Stat ready() {
    return Stat.share(
        "Pods ready for every version",
        new Said(
            "How much of the fleet is ready: probes right today, and at every later version that is known?",
            "100 %: the image may go to the newest.",
            NOTHING),
        UpgradeQueries.READY);
  }

  private static Stat breaks() {
    return Stat.count(
        "Probes that an upgrade breaks",
        Mapping.DOUBTFUL,
        new Said(
            "How many probes succeed today and fail at some later version?",
            "Above 0: change these probes before the image; *Probes that an upgrade breaks, and where* has as many rows.",
            NO_FORECAST),
        UpgradeQueries.FIRST,
        UpgradeQueries.KNOWN);
  }

  private static Stat accidents() {
    return Stat.count(
        "Probes that pass by accident",
        Mapping.DOUBTFUL,
        new Said(
            "What looks green and is not?",
            "Above 0: give them the right port, most of them fail from v2.14.0; *Passes by accident* has as many rows.",
            NOTHING + ", or the exporter cannot read the pods"),
        ProbeQueries.STATE + " == " + State.BY_ACCIDENT.value(),
        ProbeQueries.KNOWN);
  }

  private static Stat brokenAlready() {
    return Stat.count(
            "Probes that are broken already",
            Mapping.WRONG,
            new Said(
                "What is wrong regardless of upgrades?",
                "A click leads to KSM probes, which says why. They are not counted in the other panels.",
                NOTHING + ", or the exporter cannot read the pods"),
            UpgradeQueries.BROKEN_ALREADY,
            ProbeQueries.KNOWN)
        .linkedTo(DataLink.ALL_PROBES);
  }

  private static Table firstVersions() {
    String none = "none does";
    return new Table(
        "Probes that an upgrade breaks, and where",
        new Said(
            "Which probe is the wall, and at which version? One row for each that succeeds today.",
            "Stay below that version until the probe is changed; Reason says what to change.",
            NO_FORECAST),
        Table.orNone(
            "sort(" + UpgradeQueries.FIRST + ")", UpgradeQueries.KNOWN, "ksm_version", none),
        List.of(
            Column.of("ksm_version", "Breaks at", 105).colouredText(Mapping.right(none)),
            Column.CLUSTER,
            Column.NAMESPACE,
            Column.POD,
            Column.CONTAINER,
            Column.TYPE,
            Column.REASON));
  }

  private static Table perVersion() {
    String none = "no later version breaks one";
    return new Table(
        "Probes that break, per version",
        new Said(
            "Which version can be taken without changing anything?",
            "Any before the first that is listed; a version that is not listed breaks no probe.",
            NO_FORECAST),
        Table.orNone(UpgradeQueries.PER_VERSION, UpgradeQueries.KNOWN, "ksm_version", none),
        List.of(
            Column.of("ksm_version", "Version", 0).colouredText(Mapping.right(none)),
            Column.CLUSTER,
            Column.of("Value", "Probes", 90).colouredText(Mapping.of(0, "0", Mapping.RIGHT))));
  }

  private static Table passesByAccident() {
    String none = "none does";
    return new Table(
        "Passes by accident",
        new Said(
            "Which requests are the accidental ones?",
            "Give them the right port and path; Reason says which.",
            NOTHING + ", or the exporter cannot read the pods"),
        Table.orNone(
            "(" + ProbeQueries.PROBES + " == " + State.BY_ACCIDENT.value() + ")",
            ProbeQueries.KNOWN,
            "probe_type",
            none),
        List.of(
            Column.CLUSTER,
            Column.NAMESPACE,
            Column.POD,
            Column.CONTAINER,
            Column.TYPE.colouredText(Mapping.right(none)),
            Column.SCHEME,
            Column.PORT,
            Column.PATH,
            Column.REASON));
  }

  private static Table runningVersions() {
    return new Table(
        "Running versions",
        new Said(
            "What really runs, how was it learnt, and what do image tag and label claim?",
            "Plan by what runs. Where the claims differ, see [VersionSkew](runbooks/KubeStateMetricsVersionSkew.md); they come first, after the versions that are not known.",
            NOTHING),
        "sort_desc(" + UpgradeQueries.VERSIONS_CLAIMED + ")",
        List.of(
            Column.CLUSTER,
            Column.NAMESPACE,
            Column.POD,
            Column.of("version", "Runs", 90),
            Column.of("version_source", "Known from", 130),
            Column.of("Value", "Claims", 100).coloured(UpgradeQueries.CLAIMS),
            Column.of("declared_version", "Label says", 100),
            Column.of("image", "Image", 480)));
  }

  private static Graph versionsOverTime() {
    return new Graph(
        "Pods by version over time",
        new Said(
            "When did which version come?",
            "Hold it against *Probes that were not well* on KSM probes.",
            NOTHING + " in this window"),
        "count by (cluster, version) (max by (POD, version) (ksm_probe_target_info))",
        "{{cluster}} {{version}}",
        "none",
        Style.STACKED_STEPS,
        Calculation.MAX);
  }

  private static Note change() {
    return new Note(
        "What to change",
        """
        | version | liveness | readiness | charts |
        |---|---|---|---|
        | up to v2.12 | `/healthz` on main (8080) | `/` on main or telemetry | up to 5.21.0 |
        | from v2.13.0 | `/livez` on main (8080) | `/readyz` on **telemetry** (8081) | kube-state-metrics 5.27.0, kube-prometheus-stack 66.1.0, prometheus 25.30.0 |

        Borders: v2.13.0 brings `/livez` and `/readyz`; **v2.14.0 answers unknown paths with 404**; v2.16.0 brings `--auth-filter`; v2.19.0 moves `/debug/pprof/` to telemetry. Try a change before it is rolled out: `helm template ... | ksm-probe-exporter check --ksm-version all -`.""");
  }
}
