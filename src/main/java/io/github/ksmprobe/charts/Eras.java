package io.github.ksmprobe.charts;

import static io.github.ksmprobe.charts.Era.Layout.LOOPBACK_ON_HOST_NETWORK;
import static io.github.ksmprobe.charts.Era.Layout.PROBED_BY_NAME;
import static io.github.ksmprobe.charts.Era.Layout.TELEMETRY_PORT_ALWAYS;
import static io.github.ksmprobe.charts.Era.Layout.TELEMETRY_PORT_WHEN_SET;
import static io.github.ksmprobe.charts.Era.Layout.UNNAMED_PORTS;
import static io.github.ksmprobe.charts.Era.Proxied.ASKED_FOR_A_TOKEN;
import static io.github.ksmprobe.charts.Era.Proxied.LET_THROUGH;
import static io.github.ksmprobe.charts.Era.Proxied.LET_THROUGH_BY_NAME;
import static io.github.ksmprobe.charts.Era.Proxied.NOT_OFFERED;
import static io.github.ksmprobe.charts.Era.Proxied.NOT_PROBED;
import static io.github.ksmprobe.charts.Era.Proxied.PAST_THE_PROXY;
import static io.github.ksmprobe.charts.Era.Proxied.TO_THE_NODES_LOOPBACK;
import static io.github.ksmprobe.contract.Listener.MAIN;
import static io.github.ksmprobe.contract.Listener.TELEMETRY;

import io.github.ksmprobe.charts.Era.Image;
import io.github.ksmprobe.charts.Era.Probes;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The table: every release of the kube-state-metrics chart from 4.0.0 on, and what it renders.
 *
 * <p>Written from the rendered pods of all 160 releases with eight sets of values. What follows a
 * release is found in docs/maintaining-the-model.md.
 */
public final class Eras {

  /** Knows the value containers, under which our values put the sidecar; older ones ignore it. */
  public static final ChartVersion FIRST_WITH_CONTAINERS = new ChartVersion(5, 14, 0);

  private static final Probes HEALTHZ_AND_ROOT = new Probes("", "/healthz", "/", MAIN);
  private static final Probes READYZ_ON_MAIN = new Probes("", "/livez", "/readyz", MAIN);
  private static final Probes READYZ_ON_MAIN_AND_STARTUP_LIVEZ =
      new Probes("/livez", "/livez", "/readyz", MAIN);
  private static final Probes READYZ_ON_MAIN_AND_STARTUP_HEALTHZ =
      new Probes("/healthz", "/livez", "/readyz", MAIN);
  private static final Probes READYZ_ON_TELEMETRY =
      new Probes("/healthz", "/livez", "/readyz", TELEMETRY);

  private static final List<Era> TABLE =
      List.of(
          new Era(
              v("4.0.0"),
              v("4.0.0"),
              "Liveness asks /healthz, readiness the landing page, both on main.",
              images("4.0.0 2.2.0"),
              UNNAMED_PORTS,
              HEALTHZ_AND_ROOT,
              NOT_OFFERED),
          new Era(
              v("4.0.1"),
              v("4.16.0"),
              "The ports get names.",
              images("4.0.1 2.2.0", "4.0.2 2.2.4", "4.2.0 2.3.0", "4.7.0 2.4.1", "4.8.0 2.5.0"),
              TELEMETRY_PORT_ALWAYS,
              HEALTHZ_AND_ROOT,
              NOT_OFFERED),
          new Era(
              v("4.17.0"),
              v("4.27.0"),
              "--telemetry-port is given only where selfMonitor.telemetryPort is set.",
              images("4.17.0 2.5.0", "4.18.0 2.6.0", "4.24.0 2.7.0"),
              TELEMETRY_PORT_WHEN_SET,
              HEALTHZ_AND_ROOT,
              NOT_OFFERED),
          new Era(
              v("4.28.0"),
              v("5.15.3"),
              "kubeRBACProxy.enabled appears; the probes go past the proxy.",
              images(
                  "4.28.0 2.7.0",
                  "4.30.0 2.8.0",
                  "4.32.0 2.8.1",
                  "5.0.1 2.8.2",
                  "5.7.0 2.9.2",
                  "5.12.0 2.10.0",
                  "5.15.2 2.10.1"),
              TELEMETRY_PORT_WHEN_SET,
              HEALTHZ_AND_ROOT,
              PAST_THE_PROXY),
          new Era(
              v("5.16.0"),
              v("5.16.3"),
              "With kubeRBACProxy.enabled the probes name the host 127.0.0.1, the node's loopback.",
              images("5.16.0 2.10.1"),
              TELEMETRY_PORT_WHEN_SET,
              HEALTHZ_AND_ROOT,
              TO_THE_NODES_LOOPBACK),
          new Era(
              v("5.16.4"),
              v("5.21.0"),
              "The probes name the host 127.0.0.1 with hostNetwork only.",
              images("5.16.4 2.10.1", "5.17.0 2.11.0", "5.18.1 2.12.0"),
              LOOPBACK_ON_HOST_NETWORK,
              HEALTHZ_AND_ROOT,
              PAST_THE_PROXY),
          new Era(
              v("5.22.0"),
              v("5.22.1"),
              "Liveness asks /livez, readiness /readyz, both on main: no release serves that /readyz.",
              images("5.22.0 2.13.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_MAIN,
              PAST_THE_PROXY),
          new Era(
              v("5.23.0"),
              v("5.23.0"),
              "startupProbe.enabled appears and asks /livez.",
              images("5.23.0 2.13.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_MAIN_AND_STARTUP_LIVEZ,
              PAST_THE_PROXY),
          new Era(
              v("5.24.0"),
              v("5.26.0"),
              "The startup probe asks /healthz.",
              images("5.24.0 2.13.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_MAIN_AND_STARTUP_HEALTHZ,
              PAST_THE_PROXY),
          new Era(
              v("5.27.0"),
              v("5.28.1"),
              "Readiness asks /readyz on telemetry.",
              images("5.27.0 2.14.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_TELEMETRY,
              PAST_THE_PROXY),
          new Era(
              v("5.29.0"),
              v("5.33.1"),
              "With kubeRBACProxy.enabled the probes go through the proxy, which asks for a token.",
              images("5.29.0 2.14.0", "5.30.0 2.15.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_TELEMETRY,
              ASKED_FOR_A_TOKEN),
          new Era(
              v("5.33.2"),
              v("6.1.2"),
              "With kubeRBACProxy.enabled there are no probes.",
              images("5.33.2 2.15.0", "6.1.0 2.16.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_TELEMETRY,
              NOT_PROBED),
          new Era(
              v("6.1.3"),
              v("6.2.0"),
              "The proxy lets /livez and /readyz through.",
              images("6.1.3 2.16.0", "6.2.0 2.17.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_TELEMETRY,
              LET_THROUGH),
          new Era(
              v("6.3.0"),
              v("7.0.1"),
              "With kubeRBACProxy.enabled the probes name ports that kube-state-metrics does not declare.",
              images("6.3.0 2.17.0"),
              LOOPBACK_ON_HOST_NETWORK,
              READYZ_ON_TELEMETRY,
              LET_THROUGH_BY_NAME),
          new Era(
              v("7.1.0"),
              v("8.4.0"),
              "Without the proxy too the ports are probed by name; both are declared.",
              images("7.1.0 2.18.0", "7.4.0 2.19.0", "7.4.1 2.19.1", "8.4.0 2.20.0"),
              PROBED_BY_NAME,
              READYZ_ON_TELEMETRY,
              LET_THROUGH_BY_NAME));

  private Eras() {}

  /** All eras, oldest first. */
  public static List<Era> all() {
    return TABLE;
  }

  /** The era of a release; empty outside the table and between two eras. */
  public static Optional<Era> of(ChartVersion version) {
    return TABLE.stream().filter(era -> era.contains(version)).findFirst();
  }

  /** The oldest release that is known here. */
  public static ChartVersion oldest() {
    return TABLE.getFirst().first();
  }

  /** The newest release that is known here. */
  public static ChartVersion newest() {
    return TABLE.getLast().last();
  }

  private static ChartVersion v(String text) {
    return ChartVersion.of(text);
  }

  // "5.27.0 2.14.0": from which chart release on, which kube-state-metrics.
  private static List<Image> images(String... changes) {
    return Arrays.stream(changes)
        .map(change -> change.split(" ", -1))
        .map(pair -> new Image(v(pair[0]), KsmVersion.parse(pair[1]).orElseThrow()))
        .toList();
  }
}
