package io.github.ksmprobe.charts;

import static io.github.ksmprobe.charts.ChartValue.HOST_NETWORK;
import static io.github.ksmprobe.charts.ChartValue.IMAGE_TAG;
import static io.github.ksmprobe.charts.ChartValue.KUBE_RBAC_PROXY;
import static io.github.ksmprobe.charts.ChartValue.SELF_MONITOR;
import static io.github.ksmprobe.charts.ChartValue.STARTUP_PROBE;
import static io.github.ksmprobe.charts.ChartValue.TELEMETRY_HOST;
import static io.github.ksmprobe.charts.ChartValue.TELEMETRY_PORT;
import static io.github.ksmprobe.contract.Listener.MAIN;
import static io.github.ksmprobe.contract.Listener.TELEMETRY;

import io.github.ksmprobe.charts.Era.Layout;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pod that an era renders from given values, as far as probes and sockets are concerned. */
public final class ChartPod {

  /** The kind of a workload that nobody rendered. */
  public static final String KIND = "Chart";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Era era;
  private final ChartValues values;
  private final boolean proxied;

  private ChartPod(Era era, ChartValues values) {
    this.era = era;
    this.values = values;
    this.proxied = values.isOn(KUBE_RBAC_PROXY) && era.proxied() != Proxied.NOT_OFFERED;
  }

  /**
   * The workload of releases that render alike.
   *
   * @param source what was asked for
   */
  public static Workload of(String source, ChartSpan span, ChartValues values) {
    return new Workload(
        source,
        KIND,
        "",
        ChartRelease.KSM_CHART + "-" + span,
        Map.of("helm.sh/chart", ChartRelease.KSM_CHART + "-" + span.first()),
        new ChartPod(span.era(), values).pod(span.image()));
  }

  private Pod pod(KsmVersion appVersion) {
    List<Container> containers = new ArrayList<>();
    containers.add(ksm(values.text(IMAGE_TAG).orElse(appVersion.toString())));
    if (proxied) {
      containers.add(proxy(MAIN, 8888));
      if (values.isOn(SELF_MONITOR)) {
        containers.add(proxy(TELEMETRY, 8889));
      }
    }
    return new Pod(values.isOn(HOST_NETWORK), "", containers);
  }

  private Container ksm(String tag) {
    return new Container(
        "kube-state-metrics",
        "registry.k8s.io/kube-state-metrics/kube-state-metrics:" + tag,
        List.of(),
        arguments(),
        List.of(),
        proxied ? List.of() : ports(),
        proxied && era.proxied() == Proxied.NOT_PROBED ? List.of() : probes());
  }

  // Flags of extraArgs come first, so that of two the chart's own one wins.
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(values.extraArgs());
    if (proxied && era.proxied().isMainOnLoopback()) {
      arguments.add("--host=" + LOOPBACK);
    }
    arguments.add("--port=" + ownPort(MAIN));
    if (proxied) {
      arguments.add("--telemetry-host=" + LOOPBACK);
    } else {
      values.text(TELEMETRY_HOST).ifPresent(host -> arguments.add("--telemetry-host=" + host));
    }
    if (proxied
        || era.layout().isAlwaysGivingTelemetryPort()
        || values.text(TELEMETRY_PORT).isPresent()) {
      arguments.add("--telemetry-port=" + ownPort(TELEMETRY));
    }
    return arguments;
  }

  private List<Port> ports() {
    boolean named = era.layout().isNamingPorts();
    List<Port> ports = new ArrayList<>();
    ports.add(new Port(named ? name(MAIN) : "", ownPort(MAIN)));
    if (values.isOn(SELF_MONITOR) || era.layout() == Layout.PROBED_BY_NAME) {
      ports.add(new Port(named ? name(TELEMETRY) : "", ownPort(TELEMETRY)));
    }
    return ports;
  }

  private List<Probe> probes() {
    Era.Probes asked = era.probes();
    List<Probe> probes = new ArrayList<>();
    if (values.isOn(STARTUP_PROBE) && !asked.startup().isEmpty()) {
      probes.add(probe(ProbeType.STARTUP, asked.startup(), MAIN));
    }
    probes.add(probe(ProbeType.LIVENESS, asked.liveness(), MAIN));
    probes.add(probe(ProbeType.READINESS, asked.readiness(), asked.readinessOn()));
    return probes;
  }

  private Probe probe(ProbeType type, String path, Listener listener) {
    if (!proxied) {
      boolean byName = era.layout() == Layout.PROBED_BY_NAME;
      return probe(type, path, byName ? named(listener) : numbered(ownPort(listener)), Scheme.HTTP);
    }
    return switch (era.proxied()) {
      case NOT_OFFERED, PAST_THE_PROXY, TO_THE_NODES_LOOPBACK, NOT_PROBED ->
          probe(type, path, numbered(ownPort(listener)), Scheme.HTTP);
      case ASKED_FOR_A_TOKEN, LET_THROUGH ->
          probe(type, path, numbered(outerPort(listener)), Scheme.HTTPS);
      case LET_THROUGH_BY_NAME -> probe(type, path, named(listener), Scheme.HTTPS);
    };
  }

  private Probe probe(ProbeType type, String path, PortRef port, Scheme scheme) {
    boolean loopback =
        (proxied && era.proxied() == Proxied.TO_THE_NODES_LOOPBACK)
            || (values.isOn(HOST_NETWORK) && era.layout().isNamingLoopbackOnHostNetwork());
    HttpGet get = new HttpGet(path, port, scheme, loopback ? LOOPBACK : "", List.of());
    return new Probe(type, get, TIMEOUT, Probe.DEFAULT_PERIOD, Probe.DEFAULT_FAILURE_THRESHOLD);
  }

  private Container proxy(Listener listener, int healthPort) {
    String portName = name(listener);
    String healthName = portName + "-healthz";
    List<String> arguments = new ArrayList<>(values.proxyExtraArgs());
    if (era.proxied().isIgnoringPaths()) {
      arguments.add("--ignore-paths=/livez,/readyz");
    }
    arguments.add("--secure-listen-address=:" + outerPort(listener));
    arguments.add("--upstream=http://" + LOOPBACK + ":" + ownPort(listener) + "/");
    arguments.add("--proxy-endpoints-port=" + healthPort);
    PortRef health =
        era.proxied() == Proxied.LET_THROUGH_BY_NAME
            ? new PortRef.Named(healthName)
            : numbered(healthPort);
    HttpGet get = new HttpGet("healthz", health, Scheme.HTTPS, "", List.of());
    return new Container(
        "kube-rbac-proxy-" + (listener == MAIN ? "http" : "telemetry"),
        "quay.io/brancz/kube-rbac-proxy",
        List.of(),
        arguments,
        List.of(),
        List.of(new Port(portName, outerPort(listener)), new Port(healthName, healthPort)),
        List.of(new Probe(ProbeType.READINESS, get, TIMEOUT, Duration.ZERO, 0)));
  }

  /** Where kube-state-metrics itself listens. */
  private int ownPort(Listener listener) {
    return switch (listener) {
      case MAIN -> proxied ? 9090 : outerPort(listener);
      case TELEMETRY -> proxied ? 9091 : outerPort(listener);
    };
  }

  /** Where the Service leads to: the proxy, if there is one. */
  private int outerPort(Listener listener) {
    return switch (listener) {
      case MAIN -> 8080;
      case TELEMETRY -> values.text(TELEMETRY_PORT).map(Integer::parseInt).orElse(8081);
    };
  }

  private static String name(Listener listener) {
    return switch (listener) {
      case MAIN -> "http";
      case TELEMETRY -> "metrics";
    };
  }

  private static PortRef named(Listener listener) {
    return new PortRef.Named(name(listener));
  }

  private static PortRef numbered(int port) {
    return new PortRef.Numbered(port);
  }
}
