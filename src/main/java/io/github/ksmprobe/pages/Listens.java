package io.github.ksmprobe.pages;

import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;

/**
 * Who listens on a port of the pod.
 *
 * @param where port and addresses
 * @param who container and what it does there
 */
record Listens(String where, String who) {

  /** Empty where there is nothing but the two listeners of kube-state-metrics on all addresses. */
  static List<Listens> of(KsmPod pod) {
    boolean plain =
        pod.sockets().stream()
            .allMatch(socket -> socket.role() instanceof Role.Ksm && socket.address().isAny());
    return plain ? List.of() : pod.sockets().stream().map(Listens::of).toList();
  }

  private static Listens of(Socket socket) {
    String role =
        switch (socket.role()) {
          case Role.Ksm(var listener) -> listener.label();
          case Role.Proxy(_, var upstream) -> "a proxy to port " + upstream.port() + ", by https";
          case Role.ProxyHealth() -> "the health of the proxy itself, by https";
          case Role.Other() -> "not known here";
        };
    String address = socket.address().isAny() ? "" : " on " + socket.address().text() + " only";
    return new Listens("Port " + socket.port() + address, socket.container() + ": " + role);
  }
}
