package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.Optional;

/**
 * Where a probe dials, and who is known to be there.
 *
 * @param port its number, or its name where that cannot be resolved
 * @param socket what listens there
 * @param listener of kube-state-metrics that answers in the end, through a proxy if need be
 */
public record DialledPort(String port, Optional<Socket> socket, Optional<Listener> listener) {

  public Optional<String> container() {
    return socket.map(Socket::container);
  }

  public boolean isProxied() {
    return proxy().isPresent();
  }

  public boolean isKsmItself() {
    return socket.map(Socket::role).filter(Role.Ksm.class::isInstance).isPresent();
  }

  boolean isProxyHealth() {
    return socket.map(Socket::role).filter(Role.ProxyHealth.class::isInstance).isPresent();
  }

  /** The proxy in front, if there is one. */
  public Optional<Role.Proxy> proxy() {
    return socket
        .map(Socket::role)
        .flatMap(role -> role instanceof Role.Proxy proxy ? Optional.of(proxy) : Optional.empty());
  }
}
