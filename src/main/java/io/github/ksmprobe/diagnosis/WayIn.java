package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Endpoint.Kind;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.ProxyContract.Passage;
import io.github.ksmprobe.diagnosis.Fix.HealthPath;
import io.github.ksmprobe.diagnosis.Fix.Instead;
import io.github.ksmprobe.diagnosis.Fix.Way;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the kubelet gets to a listener: through a proxy that lets it, else by its own port. */
final class WayIn {

  private WayIn() {}

  /**
   * The health paths of a version, each where the kubelet gets to it.
   *
   * @param set the scheme that the probe has, where that matters
   */
  static Fix.ProbeHealth health(Instead of, KsmPod pod, ContractMatch match, Optional<Scheme> set) {
    if (!pod.component().isKubeStateMetrics()) {
      return new Fix.ProbeHealth(of, tellingOfHealth(pod, match, set));
    }
    boolean modern = match.contract().filter(c -> c.main().contains(Endpoint.LIVEZ)).isPresent();
    return new Fix.ProbeHealth(
        of,
        modern
            ? List.of(
                health(pod, Listener.MAIN, Endpoint.LIVEZ, set),
                health(pod, Listener.TELEMETRY, Endpoint.READYZ, set))
            : List.of(health(pod, Listener.MAIN, Endpoint.HEALTHZ, set)));
  }

  // What has no health path has its landing page or its metrics, which tell of little more than an
  // open port.
  private static List<HealthPath> tellingOfHealth(
      KsmPod pod, ContractMatch match, Optional<Scheme> set) {
    return Stream.of(Kind.HEALTH, Kind.LANDING_PAGE, Kind.METRICS)
        .map(kind -> all(kind, pod, match, set))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<HealthPath> all(
      Kind kind, KsmPod pod, ContractMatch match, Optional<Scheme> set) {
    return Stream.of(Listener.values())
        .flatMap(
            listener ->
                match.contract().stream()
                    .flatMap(contract -> contract.served(listener).stream())
                    .filter(endpoint -> endpoint.kind() == kind)
                    .sorted(Comparator.comparing(Endpoint::path))
                    .map(endpoint -> health(pod, listener, endpoint, set)))
        .toList();
  }

  private static HealthPath health(
      KsmPod pod, Listener listener, Endpoint endpoint, Optional<Scheme> set) {
    Way way = to(pod, listener, endpoint.path(), set);
    boolean orHealthz = endpoint.equals(Endpoint.LIVEZ) && way instanceof Fix.Direct;
    return new HealthPath(endpoint.path(), orHealthz, way);
  }

  /** For a probe that has that scheme. */
  static Way to(KsmPod pod, Listener listener, String path, Optional<Scheme> set) {
    Scheme spoken = pod.settings().scheme(listener);
    boolean onLoopback = pod.settings().bind(listener).address().isLoopback();
    return proxy(pod, listener, path)
        .<Way>map(Fix.ThroughProxy::new)
        .orElseGet(
            () ->
                new Fix.Direct(
                    ListenerPort.of(pod, listener),
                    set.filter(other -> other != spoken).map(_ -> spoken),
                    onLoopback,
                    onLoopback ? front(pod, listener) : Optional.empty()));
  }

  /** The container that seems to be the way to a listener on loopback. */
  static Optional<String> front(KsmPod pod, Listener listener) {
    return pod.strangers().front(listener).map(Container::name);
  }

  /** A proxy that lets that path through to that listener without a token. */
  private static Optional<Socket> proxy(KsmPod pod, Listener listener, String path) {
    return pod.sockets().stream()
        .filter(
            socket ->
                socket.role() instanceof Role.Proxy(var contract, _)
                    && contract.passage(path) == Passage.PASSED
                    && pod.listenerBehind(socket).equals(Optional.of(listener)))
        .findFirst();
  }
}
