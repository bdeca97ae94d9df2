package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.ProxyContract.Passage;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProxySettings.Upstream;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.Optional;

/** Where things are, in words: ports, listeners, the proxies in front of them. */
final class PortWording {

  private PortWording() {}

  /** The port that a probe dials, or its name where that cannot be resolved. */
  static String port(Situation s) {
    return s.request()
        .map(Outgoing::port)
        .map(String::valueOf)
        .orElse(s.dialling().port().toString());
  }

  /** {@code " of container X"}, where one is known to have that port; empty otherwise. */
  static String owner(Situation s) {
    return s.socket().map(socket -> " of container " + socket.container()).orElse("");
  }

  /** What a connection proves. */
  static String open(Situation s) {
    String end =
        s.isKsmItself()
            ? "; a kube-state-metrics that hangs keeps it open."
            : s.isProxied()
                ? ", least of all of kube-state-metrics behind the proxy."
                : ", least of all of kube-state-metrics.";
    return "Port "
        + port(s)
        + owner(s)
        + " accepts connections: that proves an open port and nothing more"
        + end;
  }

  /** The listener that a probe reaches, through a proxy if need be. */
  static String asked(Situation s) {
    String where =
        s.isProxied() ? " (behind port " + port(s) + owner(s) + ")" : " (port " + port(s) + ")";
    return s.listener().map(listener -> listener.label() + where).orElse("port " + port(s));
  }

  static String other(Situation s) {
    return of(s.pod(), s.listener().map(Listener::other).orElse(Listener.MAIN));
  }

  /** A proxy's port as a probe has to name it. */
  static String proxy(Socket proxy) {
    return "port " + proxy.port() + " of container " + proxy.container() + " with scheme: HTTPS";
  }

  static String of(KsmPod pod, Listener listener) {
    return listener.label() + " (port " + pod.settings().bind(listener).port() + ")";
  }

  /** {@code http://127.0.0.1:9090} behind the proxy that a probe reaches. */
  static Optional<Upstream> upstream(Situation s) {
    return s.socket()
        .map(Socket::role)
        .flatMap(
            role -> role instanceof Role.Proxy(_, var to) ? Optional.of(to) : Optional.empty());
  }

  /** {@code " through container X"}, for who seems to be the way to a listener on loopback. */
  static Optional<String> front(KsmPod pod, Listener listener) {
    return pod.strangers().front(listener).map(one -> " through container " + one.name());
  }

  /** A proxy that lets that path through to that listener without a token. */
  static Optional<Socket> wayIn(KsmPod pod, Listener listener, String path) {
    return pod.sockets().stream()
        .filter(
            socket ->
                socket.role() instanceof Role.Proxy(var contract, _)
                    && contract.passage(path) == Passage.PASSED
                    && pod.listenerBehind(socket).equals(Optional.of(listener)))
        .findFirst();
  }
}
