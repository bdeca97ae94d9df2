package io.github.ksmprobe.wording;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.DialledPort;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;

/** Where a probe's connection leads to. */
final class ConnectionWords {

  private ConnectionWords() {}

  static String of(Explanation.Connection fact, Component c) {
    return switch (fact) {
      case Explanation.WrongScheme(var at, var spoken) ->
          "The probe speaks %s, but %s speaks %s."
              .formatted(
                  spoken == Scheme.HTTPS ? "http" : "https",
                  PortWords.port(at),
                  spoken == Scheme.HTTPS ? "TLS" : "plain http");
      case Explanation.WrongSchemeBehindProxy(var at) ->
          "The proxy%s speaks http to %s behind it, which speaks TLS."
              .formatted(
                  PortWords.owner(at),
                  at.listener().map(listener -> listener.label()).orElse("its upstream"));
      case Explanation.UnknownPortName(var name, var container, var declaring) ->
          "Port name \"%s\" is not declared by container %s (%s), and the kubelet looks nowhere else."
              .formatted(name, container, elsewhere(declaring));
      case Explanation.UnusablePort(var detail) ->
          "The kubelet cannot use this port: %s.".formatted(detail);
      case Explanation.Refused(var at, boolean podIpKnown) -> refused(at, podIpKnown);
      case Explanation.NobodyListens(var port, var known) ->
          "No container of the pod listens on port %s; %s has %s."
              .formatted(
                  port,
                  c.name(),
                  known.stream().map(socket -> socket(socket, c)).collect(joining(", ")));
      case Explanation.OnLoopback(var at) ->
          "Port %s listens on loopback only, but the kubelet dials the pod IP."
              .formatted(at.port() + PortWords.owner(at));
      case Explanation.WrongHost(var field, var host, var to) ->
          switch (to) {
            case NOWHERE ->
                "%s \"%s\" cannot stand in a URL, so no request is ever sent."
                    .formatted(field, host);
            case TO_THE_NODES_LOOPBACK ->
                "%s %s is the loopback of the node, where the kubelet runs, not the pod's."
                    .formatted(field, host);
            case ELSEWHERE ->
                "%s \"%s\" leads away from the pod; what answers there cannot be seen from here."
                    .formatted(field, host);
          };
      case Explanation.UndiallableHost(var field, var host, var detail) ->
          "%s \"%s\" cannot be dialled: %s.".formatted(field, host, detail);
      case Explanation.ForeignResponder(var port, var shown) ->
          "What answers on port %s does not look like %s%s."
              .formatted(port, c.name(), shown.map(OutageWords::shown).orElse(""));
      case Explanation.PortOpen(var at) ->
          "Port %s accepts connections: that proves an open port and nothing more%s."
              .formatted(at.port() + PortWords.owner(at), unproved(at, c));
    };
  }

  private static String elsewhere(List<String> declaring) {
    return declaring.isEmpty()
        ? "no container declares it"
        : "only container " + String.join(", ", declaring) + " does";
  }

  // An address that is neither any nor loopback; only a running pod shows whether it is its own.
  private static String refused(DialledPort at, boolean podIpKnown) {
    String port = at.port() + PortWords.owner(at);
    return at.socket()
        .map(Socket::address)
        .filter(address -> !address.isAny())
        .map(BindAddress::text)
        .map(
            address ->
                "Port %s listens on %s only%s, but the kubelet dials the pod IP."
                    .formatted(
                        port, address, podIpKnown ? "" : " (fine only if that is the pod's own)"))
        .orElseGet(() -> "Port %s refuses the connection.".formatted(port));
  }

  private static String socket(Socket socket, Component c) {
    if (c.hasOneListener()) {
      return "port " + socket.port();
    }
    String name =
        socket.role() instanceof Role.Ksm(var listener) ? listener.label() : socket.container();
    return name + " on " + socket.port();
  }

  private static String unproved(DialledPort at, Component c) {
    if (at.isKsmItself()) {
      return "; a " + c.name() + " that hangs keeps it open";
    }
    return ", least of all of " + c.name() + (at.isProxied() ? " behind the proxy" : "");
  }
}
