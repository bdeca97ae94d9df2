package io.github.ksmprobe.measure;

import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.ProbedPod.DiallingProbe;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import io.github.ksmprobe.workload.Workload;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What a pod says about sockets and probes, a fact a line, whatever else its manifest holds. */
final class PodFacts {

  private PodFacts() {}

  static NavigableSet<String> of(Workload workload) {
    KsmPod pod = KsmPod.of(workload).orElseThrow();
    NavigableSet<String> facts = new TreeSet<>();
    if (workload.pod().hostNetwork()) {
      facts.add("the pod is on the node's network");
    }
    pod.sockets().stream()
        .filter(socket -> !(socket.role() instanceof Role.Other))
        .map(PodFacts::of)
        .forEach(facts::add);
    for (Container container : pod.judged()) {
      container.ports().stream()
          .filter(Container.Port::tcp)
          .map(
              port -> container.name() + " declares " + (port.name() + " " + port.number()).strip())
          .forEach(facts::add);
    }
    ProbedPod.of(pod).probes().stream().map(PodFacts::of).forEach(facts::add);
    return facts;
  }

  private static String of(Socket socket) {
    String does =
        switch (socket.role()) {
          case Role.Ksm(var listener) -> "serves " + listener.label();
          case Role.Proxy(var contract, var upstream) ->
              "forwards to "
                  + upstream.host()
                  + ":"
                  + upstream.port()
                  + ", without a token "
                  + contract.ignorePaths();
          case Role.ProxyHealth() -> "serves the proxy's own health";
          case Role.Other() -> "is not understood";
        };
    return socket.container() + " " + does + " on " + socket.address().text() + ":" + socket.port();
  }

  private static String of(DiallingProbe probe) {
    String asks =
        probe.dialling() instanceof HttpGet get
            ? get.scheme()
                + " port "
                + get.port()
                + (get.host().isEmpty() ? "" : " of " + get.host())
                + (get.path().startsWith("/") ? " " : " /")
                + get.path()
            : probe.dialling().key() + " " + probe.dialling().port();
    return probe.container().name() + " " + probe.probe().type().label() + " asks " + asks;
  }
}
