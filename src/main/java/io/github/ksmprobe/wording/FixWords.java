package io.github.ksmprobe.wording;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.charts.Umbrellas;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.diagnosis.ChartHint;
import io.github.ksmprobe.diagnosis.ChartHint.Releases;
import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.diagnosis.Fix.Plain;
import io.github.ksmprobe.diagnosis.Fix.RemoveHostFlag;
import io.github.ksmprobe.diagnosis.ListenerPort;
import io.github.ksmprobe.diagnosis.PodNote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to change. */
final class FixWords {

  private FixWords() {}

  static String of(Fix fix, Component c) {
    return switch (fix) {
      case Plain plain -> of(plain);
      case Fix.UseImage(var from, var path, var orElse) ->
          !c.isKubeStateMetrics()
              ? "Use an image from %s on, which serves %s, or probe %s with this one."
                  .formatted(from, path, paths(orElse, c))
              : "Use an image from %s on with /livez on main and /readyz on telemetry, or probe /healthz on main with this one."
                  .formatted(from);
      case Fix.MovePort(var path, _, var to, var charts) ->
          "Probe %s on %s%s."
              .formatted(
                  path,
                  way(
                      to,
                      ", once it listens on the pod IP too or a proxy lets that path through to it",
                      c),
                  hint(charts));
      case Fix.ProbeHealth probe ->
          switch (probe.of()) {
                case PATH -> "Probe ";
                case COSTLY_PATH -> "Probe a health path instead: ";
                case GUARDED_PATH ->
                    !c.isKubeStateMetrics()
                        ? "Probe a path that requires no token: "
                        : "Probe a health path instead, they are never behind --auth-filter: ";
                case PORT_NAME -> "Probe a port by its number: ";
                case STRANGER -> "Ask " + c.name() + " itself: ";
                case NO_HTTP -> "Use httpGet instead: ";
              }
              + paths(probe, c)
              + ".";
      case Fix.SetScheme(_, var to, var bothBy) ->
          "Set scheme: %s in the probe%s."
              .formatted(
                  to,
                  bothBy.map(flag -> "; --" + flag + " switches both ports at once").orElse(""));
      case Fix.RemoveHost(var field, _, var charts) ->
          "Remove %s%s.".formatted(field, hint(charts));
      case Fix.DeclarePort(int number, var name, var container) ->
          "Declare port %s as \"%s\" in container %s too, or probe it by its number."
              .formatted(number, name, container);
      case RemoveHostFlag remove -> removeHostFlag(remove, c);
      case Fix.ListenOnPodIp(var charts) ->
          "Let the port listen on the pod IP%s.".formatted(hint(charts));
      case Fix.LetThrough let -> letThrough(let);
      case Fix.UpstreamOverHttps(var container) ->
          "Set --upstream=https://… on container %s.".formatted(container.orElse("of the proxy"));
      case Fix.CorrectUpstream(var container) ->
          "Correct --upstream%s."
              .formatted(container.map(name -> " of container " + name).orElse(""));
      case Fix.ProbeThrough(var container) -> "Probe it through container %s.".formatted(container);
      case Fix.LetStrangerPass(var container) ->
          "Let container %s pass that path without a token.".formatted(container);
      case Fix.ReadStranger(var container) ->
          "Read it there; the probe needs a path that container %s sends to a health path of %s without a token."
              .formatted(container.orElse("in front"), c.name());
      case Fix.FindResponder(var port) ->
          "Find out what listens on port %s and give one of the two another port.".formatted(port);
      case Fix.LookAtLogs(var container) ->
          "Look at the logs of container %s.".formatted(container);
      case Fix.LookAtLogsIfItLasts(var container) ->
          "If it lasts longer than 10 s, look at the logs of container %s.".formatted(container);
      case Fix.BePatient(int failures, var period) ->
          "Set failureThreshold: %s and periodSeconds: %s or more, as the kube-state-metrics chart does, or probe /healthz on main for liveness, which asks nobody."
              .formatted(failures, period.toSeconds());
      case Fix.SetSelfMonitor(var port) ->
          "Set selfMonitor.enabled=true: only then does this chart put a proxy on port %s."
              .formatted(port);
      case Fix.UseChart(var releases, var port) ->
          "Use one of the kube-state-metrics charts %s with selfMonitor.enabled=true: the chart in use puts no proxy on port %s."
              .formatted(ranges(releases), port);
      case Fix.ChartDeclaresFrom(var first) ->
          "With kubeRBACProxy.enabled the kube-state-metrics chart does so from %s."
              .formatted(Umbrellas.since(first));
      case Fix.NoChartDeclares(var last) ->
          "No chart release up to %s does so with kubeRBACProxy.enabled (helm-charts#6164)."
              .formatted(last);
    };
  }

  private static String of(Plain plain) {
    return switch (plain) {
      case PROBE_HEALTHZ_OF_PROXY -> "Probe /healthz.";
      case DEMAND_NO_CERTIFICATE ->
          "Relax client_auth_type in the web config file, or put a proxy in front: the kubelet has no certificate to show.";
      case SEND_CREDENTIALS ->
          "Give the probe an Authorization header (httpHeaders), or guard the ports with a proxy instead.";
      case PROBE_WITHOUT_REDIRECT -> "Probe a path that answers without a redirect.";
      case RIDE_OUT_API_SERVER ->
          "Look at the API server and at the network to it; to ride out such outages raise failureThreshold, or probe /healthz on main for liveness.";
      case LOOK_AT_API_SERVER -> "Look at the API server; a larger timeoutSeconds rides it out.";
      case GIVE_ANOTHER_PORT -> "Give one of the two another port.";
      case LOOK_AT_CPU_LIMIT -> "Look at the CPU limit of the container, or raise timeoutSeconds.";
      case CORRECT_HEADERS -> "Correct the httpHeaders of the probe.";
      case NAME_THE_VERSION -> "Give the version, with --ksm-version or a readable image tag.";
      case LOOK_BETWEEN_NODE_AND_POD ->
          "Look for a NetworkPolicy, a service mesh or a firewall that treats the node's requests to this port differently, and read the pod's events for what the kubelet got.";
    };
  }

  /** How to close a listener that is open beside its proxy. */
  static String closed(PodNote note) {
    ListenerPort open = note.open();
    // A NetworkPolicy does not hold for the node's own addresses.
    return "Set %s and send the probes of that port through the proxy (--ignore-paths)%s."
        .formatted(
            onLoopback(open, note.component()),
            note.hostNetwork() ? "" : ", or let a NetworkPolicy close port " + open.port());
  }

  private static String paths(Fix.ProbeHealth probe, Component c) {
    return probe.paths().stream().map(path -> health(path, c)).collect(joining(", "));
  }

  private static String health(Fix.HealthPath path, Component c) {
    return path.path()
        + (path.orHealthz() ? " or /healthz" : "")
        + " on "
        + way(path.at(), " once it listens on the pod IP", c);
  }

  private static String way(Fix.Way way, String onceOpen, Component c) {
    return switch (way) {
      case Fix.ThroughProxy(var proxy) ->
          "port %s of container %s with scheme: HTTPS".formatted(proxy.port(), proxy.container());
      case Fix.Direct(var on, var scheme, boolean onLoopback, var front) ->
          PortWords.of(on, c)
              + scheme.map(needed -> " with scheme: " + needed).orElse("")
              + front
                  .map(container -> " through container " + container)
                  .orElse(onLoopback ? onceOpen : "");
    };
  }

  private static String removeHostFlag(RemoveHostFlag remove, Component c) {
    return "%s%s, so that the port listens on the pod IP%s%s."
        .formatted(
            withoutHost(c.opening(remove.of()).orElseThrow()),
            remove.byChartValue() ? " (selfMonitor.telemetryHost in the chart)" : "",
            remove.orThroughProxy() ? ", or probe through a proxy" : "",
            hint(remove.charts()));
  }

  private static String withoutHost(Opening opening) {
    return opening
        .hostFlag()
        .map(flag -> "Remove --" + flag)
        .or(() -> opening.addressFlag().map(flag -> "Leave the host out of --" + flag))
        .orElse("Take the loopback out of its arguments");
  }

  private static String onLoopback(ListenerPort open, Component c) {
    Opening opening = c.opening(open.listener()).orElseThrow();
    return opening
        .hostFlag()
        .map(flag -> "--" + flag + "=127.0.0.1")
        .or(() -> opening.addressFlag().map(flag -> "--" + flag + "=127.0.0.1:" + open.port()))
        .orElse("it to listen on 127.0.0.1");
  }

  private static String letThrough(Fix.LetThrough let) {
    String flag =
        "--ignore-paths=%s on container %s"
            .formatted(
                Stream.concat(let.ignored().stream(), Stream.of(let.path())).collect(joining(",")),
                let.container().orElse("of the proxy"));
    return let.insteadOfAllowPaths()
        ? "Put %s in place of --allow-paths: a path that is only allowed still requires a token."
            .formatted(flag)
        : "Let the path through: %s%s.".formatted(flag, hint(let.charts()));
  }

  private static String hint(Optional<ChartHint> hint) {
    return hint.map(
            known ->
                switch (known) {
                  case ChartHint.DoesSoFrom(var first) ->
                      "; the kube-state-metrics chart does so from " + Umbrellas.since(first);
                  case ChartHint.OnlyWithProxies(var releases) ->
                      "; of the kube-state-metrics charts with kubeRBACProxy.enabled only %s do so, with selfMonitor.enabled"
                          .formatted(ranges(releases));
                  case ChartHint.DoSo(var releases) ->
                      " (charts %s of kube-state-metrics do, with selfMonitor.enabled)"
                          .formatted(ranges(releases));
                })
        .orElse("");
  }

  private static String ranges(List<Releases> releases) {
    return releases.stream().map(FixWords::range).collect(joining(", "));
  }

  private static String range(Releases releases) {
    return releases
        .last()
        .map(
            last ->
                last.equals(releases.first()) ? last.toString() : releases.first() + " to " + last)
        .orElseGet(() -> releases.first() + " and later");
  }
}
