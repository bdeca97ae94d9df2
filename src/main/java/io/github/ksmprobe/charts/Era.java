package io.github.ksmprobe.charts;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import java.util.List;

/**
 * Releases of the kube-state-metrics chart in a row that render the same pod from the same values,
 * the image aside.
 *
 * @param first the release that began it
 * @param last the last release that is known to render so
 * @param change what began, in one sentence
 * @param images which kube-state-metrics the releases bring, oldest first
 * @param layout ports and addresses
 * @param probes what is asked, and where
 * @param proxied what {@code kubeRBACProxy.enabled} makes of it
 */
public record Era(
    ChartVersion first,
    ChartVersion last,
    String change,
    List<Image> images,
    Layout layout,
    Probes probes,
    Proxied proxied) {

  public Era {
    images = List.copyOf(images);
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("an era ends after it begins: " + first + ", " + last);
    }
    if (images.isEmpty() || !images.getFirst().from().equals(first)) {
      throw new IllegalArgumentException("the era of " + first + " begins with an image");
    }
  }

  public boolean contains(ChartVersion version) {
    return version.isWithin(first, last);
  }

  /** The kube-state-metrics that a release of this era brings. */
  KsmVersion imageOf(ChartVersion version) {
    return images.reversed().stream()
        .filter(image -> !version.isBefore(image.from()))
        .findFirst()
        .orElseThrow()
        .version();
  }

  /**
   * The {@code appVersion} of a chart.
   *
   * @param from the first release of the era that has it
   * @param version of kube-state-metrics
   */
  public record Image(ChartVersion from, KsmVersion version) {}

  /** How ports are declared and hosts are named where no proxy is in front. */
  public enum Layout {
    /** Ports without names; {@code --telemetry-port} always given. */
    UNNAMED_PORTS,
    /** Ports "http" and, with selfMonitor, "metrics"; {@code --telemetry-port} always given. */
    TELEMETRY_PORT_ALWAYS,
    /** {@code --telemetry-port} only where selfMonitor.telemetryPort is set, as in all below. */
    TELEMETRY_PORT_WHEN_SET,
    /** With hostNetwork the probes name the host 127.0.0.1, as in all below. */
    LOOPBACK_ON_HOST_NETWORK,
    /** Both ports always declared, and probed by name. */
    PROBED_BY_NAME;

    boolean isNamingPorts() {
      return this != UNNAMED_PORTS;
    }

    boolean isAlwaysGivingTelemetryPort() {
      return this == UNNAMED_PORTS || this == TELEMETRY_PORT_ALWAYS;
    }

    boolean isNamingLoopbackOnHostNetwork() {
      return this == LOOPBACK_ON_HOST_NETWORK || this == PROBED_BY_NAME;
    }
  }

  /**
   * What the probes ask for.
   *
   * @param startup path on main; empty where the chart has no startup probe
   * @param liveness path on main
   * @param readiness path
   * @param readinessOn the listener that readiness means
   */
  public record Probes(String startup, String liveness, String readiness, Listener readinessOn) {}

  /**
   * What {@code kubeRBACProxy.enabled} does. Where it exists, kube-state-metrics moves to ports
   * 9090 and 9091 and declares none, and a second proxy stands before telemetry with {@code
   * selfMonitor.enabled} only.
   */
  public enum Proxied {
    NOT_OFFERED,
    /** Only telemetry is on loopback; the probes go past the proxy, to the pod IP. */
    PAST_THE_PROXY,
    /** The probes go past the proxy to httpGet.host 127.0.0.1, which is the node's. */
    TO_THE_NODES_LOOPBACK,
    /** Both listeners on loopback, as in all below; the probes are asked for a token. */
    ASKED_FOR_A_TOKEN,
    NOT_PROBED,
    /** The proxy lets /livez and /readyz through, to ports that the kubelet finds. */
    LET_THROUGH,
    /** The same, but the ports are named, and kube-state-metrics declares no such names. */
    LET_THROUGH_BY_NAME;

    boolean isMainOnLoopback() {
      return compareTo(ASKED_FOR_A_TOKEN) >= 0;
    }

    boolean isIgnoringPaths() {
      return compareTo(LET_THROUGH) >= 0;
    }
  }
}
