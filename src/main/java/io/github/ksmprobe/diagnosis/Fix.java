package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to change, as facts. Where one change alone will do, they are what it changes, from what and
 * to what; whose probe it is stands in the verdict. Sentences are made of them above this room.
 */
public sealed interface Fix {

  /** What needs no facts to be said. */
  enum Plain implements Fix {
    PROBE_HEALTHZ_OF_PROXY,
    DEMAND_NO_CERTIFICATE,
    SEND_CREDENTIALS,
    PROBE_WITHOUT_REDIRECT,
    RIDE_OUT_API_SERVER,
    LOOK_AT_API_SERVER,
    GIVE_ANOTHER_PORT,
    LOOK_AT_CPU_LIMIT,
    CORRECT_HEADERS,
    NAME_THE_VERSION,
    LOOK_BETWEEN_NODE_AND_POD
  }

  /**
   * A version that serves what the probe asks for.
   *
   * @param path that is asked for
   * @param orElse what this version would do with
   */
  record UseImage(KsmVersion from, String path, ProbeHealth orElse) implements Fix {}

  /** Another port for the same path. */
  record MovePort(String path, PortRef from, Way to, Optional<ChartHint> charts) implements Fix {}

  /** Other paths, each where the kubelet gets to it. */
  record ProbeHealth(Instead of, List<HealthPath> paths) implements Fix {
    public ProbeHealth {
      paths = List.copyOf(paths);
    }
  }

  /** In place of what. */
  enum Instead {
    PATH,
    COSTLY_PATH,
    GUARDED_PATH,
    PORT_NAME,
    STRANGER,
    NO_HTTP
  }

  /**
   * A path of kube-state-metrics that tells of its health.
   *
   * @param orHealthz whether /healthz will do there as well
   */
  record HealthPath(String path, boolean orHealthz, Way at) {}

  /** How the kubelet gets to a listener. */
  sealed interface Way {}

  /** Through a proxy that lets it, over https. */
  record ThroughProxy(Socket proxy) implements Way {}

  /**
   * By its own port.
   *
   * @param scheme to set; empty if the probe has it
   * @param onLoopback whether it must listen on the pod IP first, if nothing leads there
   * @param front the container that seems to lead there
   */
  record Direct(
      ListenerPort on, Optional<Scheme> scheme, boolean onLoopback, Optional<String> front)
      implements Way {}

  /**
   * The scheme of a probe.
   *
   * @param bothBy the flag that changes the other port of the pod with it
   */
  record SetScheme(Scheme from, Scheme to, Optional<String> bothBy) implements Fix {}

  /**
   * The host of a probe.
   *
   * @param field {@code httpGet.host} for example
   */
  record RemoveHost(String field, String host, Optional<ChartHint> charts) implements Fix {}

  record DeclarePort(int number, String name, String container) implements Fix {}

  /**
   * The flag that keeps a listener from the pod IP.
   *
   * @param from what it is set to
   * @param byChartValue whether a value of the chart is what sets it
   * @param orThroughProxy whether a proxy would do as well
   */
  record RemoveHostFlag(
      Listener of,
      BindAddress from,
      boolean byChartValue,
      boolean orThroughProxy,
      Optional<ChartHint> charts)
      implements Fix {}

  record ListenOnPodIp(Optional<ChartHint> charts) implements Fix {}

  /**
   * The paths that a proxy lets through without a token.
   *
   * @param container of the proxy
   * @param ignored today
   * @param path to be added
   * @param insteadOfAllowPaths whether {@code --allow-paths} has to go
   */
  record LetThrough(
      Optional<String> container,
      List<String> ignored,
      String path,
      boolean insteadOfAllowPaths,
      Optional<ChartHint> charts)
      implements Fix {
    public LetThrough {
      ignored = List.copyOf(ignored);
    }
  }

  /** The upstream of a proxy speaks https. */
  record UpstreamOverHttps(Optional<String> container) implements Fix {}

  record CorrectUpstream(Optional<String> container) implements Fix {}

  record ProbeThrough(String container) implements Fix {}

  record LetStrangerPass(String container) implements Fix {}

  record ReadStranger(Optional<String> container) implements Fix {}

  record FindResponder(String port) implements Fix {}

  record LookAtLogs(String container) implements Fix {}

  record LookAtLogsIfItLasts(String container) implements Fix {}

  /** As much patience as the chart's own probe has. */
  record BePatient(int failureThreshold, Duration period) implements Fix {}

  /** A value of the chart puts a proxy on that port. */
  record SetSelfMonitor(String port) implements Fix {}

  /** Other releases of the chart put a proxy on that port. */
  record UseChart(List<ChartHint.Releases> releases, String port) implements Fix {}

  /** The chart declares the ports that it probes by name, from a release on. */
  record ChartDeclaresFrom(ChartVersion first) implements Fix {}

  /** No release of the chart, up to the last one that is known, declares them. */
  record NoChartDeclares(ChartVersion last) implements Fix {}
}
