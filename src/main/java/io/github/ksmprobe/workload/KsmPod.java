package io.github.ksmprobe.workload;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pod with kube-state-metrics, or another component in its place, as the network sees it: who
 * listens where.
 *
 * @param workload the object it comes from
 * @param component what is judged in it
 * @param ksm the container that runs the component
 * @param settings how that is configured to listen
 * @param proxies by container name, how each kube-rbac-proxy is configured to listen
 * @param sockets all that is known to listen, kube-state-metrics first
 * @param collisions who cannot listen beside whom, those of kube-state-metrics first
 */
public record KsmPod(
    Workload workload,
    Component component,
    Container ksm,
    KsmSettings settings,
    Map<String, ProxySettings> proxies,
    List<Socket> sockets,
    List<Collision> collisions) {

  /** What stands for the pod's address while the pod does not exist yet. */
  public static final String UNKNOWN_IP = "POD_IP";

  private static final Set<String> PORT_FORWARDED = Set.of("127.0.0.1", "::1", "localhost");

  public KsmPod {
    proxies = Map.copyOf(proxies);
    sockets = List.copyOf(sockets);
    collisions = List.copyOf(collisions);
  }

  /** The pod's view, if one of its containers runs kube-state-metrics. */
  public static Optional<KsmPod> of(Workload workload) {
    return of(workload, Contracts.KUBE_STATE_METRICS);
  }

  /** The pod's view, if one of its containers runs that component; of several the first. */
  public static Optional<KsmPod> of(Workload workload, Component component) {
    return of(workload, List.of(component)).stream().findFirst();
  }

  /** One view for each container that runs one of these components. */
  public static List<KsmPod> of(Workload workload, List<Component> components) {
    return components.stream()
        .flatMap(
            component ->
                KsmContainers.find(workload.pod(), component).stream()
                    .map(container -> of(workload, component, container)))
        .toList();
  }

  private static KsmPod of(Workload workload, Component component, Container ksm) {
    String podIp = ipOf(workload.pod());
    KsmSettings settings = KsmSettings.of(ksm, podIp, component);
    Map<String, ProxySettings> proxies = new TreeMap<>();
    for (Container container : workload.pod().containers()) {
      if (!container.equals(ksm)) {
        ProxySettings.of(container, podIp).ifPresent(proxy -> proxies.put(container.name(), proxy));
      }
    }
    Pod pod = workload.pod();
    return new KsmPod(
        workload,
        component,
        ksm,
        settings,
        proxies,
        sockets(pod, ksm, settings, proxies),
        Collision.of(pod, component, ksm, settings, proxies, podIp));
  }

  /** The pod's address, or the word that stands for it. */
  public String ip() {
    return ipOf(workload.pod());
  }

  /** The containers whose probes are judged: kube-state-metrics and the proxies in front of it. */
  public List<Container> judged() {
    return workload.pod().containers().stream()
        .filter(container -> container.equals(ksm) || proxies.containsKey(container.name()))
        .toList();
  }

  /**
   * The containers that are not understood. This exporter is none: it is known where it listens.
   */
  public Strangers strangers() {
    return new Strangers(
        workload.pod().containers().stream()
            .filter(container -> !container.equals(ksm) && !KsmContainers.isExporter(container))
            .filter(
                container ->
                    Optional.ofNullable(proxies.get(container.name()))
                        .filter(proxy -> proxy.port() != 0)
                        .isEmpty())
            .toList(),
        settings);
  }

  /** Why a container cannot keep running: another wants one of its ports, or it wants one twice. */
  public Optional<Collision> collision(String container) {
    return collisions.stream().filter(one -> one.concerns(container)).findFirst();
  }

  /** The socket of a listener; empty if an argument hides its port. */
  public Optional<Socket> socket(Listener listener) {
    return sockets.stream()
        .filter(socket -> socket.role().equals(new Role.Ksm(listener)))
        .findFirst();
  }

  /** What listens on that port, whatever the address. */
  public Optional<Socket> at(int port) {
    return sockets.stream().filter(socket -> socket.port() == port).findFirst();
  }

  /** What a connection to that address and port of the pod reaches. */
  public Optional<Socket> reached(String address, int port) {
    return sockets.stream()
        .filter(socket -> socket.port() == port && accepts(socket, address))
        .findFirst();
  }

  /**
   * Whether a connection to that address of the pod arrives at that socket. The pod's own IP is not
   * its loopback, not even where it is 127.0.1.7, as a simulated pod's may be; but through a
   * port-forward the pod is 127.0.0.1, and that does arrive at its loopback.
   */
  public boolean accepts(Socket socket, String address) {
    BindAddress bound = socket.address();
    return bound.accepts(address)
        && (!bound.isLoopback() || !address.equals(ip()) || PORT_FORWARDED.contains(address));
  }

  /** Which listener answers there in the end, through a proxy if need be. */
  public Optional<Listener> listenerBehind(Socket socket) {
    return switch (socket.role()) {
      case Role.Ksm(var listener) -> Optional.of(listener);
      case Role.Proxy(_, var upstream) ->
          at(upstream.port())
              .map(Socket::role)
              .flatMap(role -> role instanceof Role.Ksm(var l) ? Optional.of(l) : Optional.empty());
      case Role.ProxyHealth _, Role.Other _ -> Optional.empty();
    };
  }

  /** The first container with a proxy in front of a listener that the pod's address leads past. */
  public Optional<Container> bypassedProxy(Listener listener) {
    // Through a port-forward the pod's address is its loopback, which is open to nobody else.
    return socket(listener)
        .filter(socket -> !socket.address().isLoopback() && accepts(socket, ip()))
        .flatMap(
            open ->
                workload.pod().containers().stream()
                    .filter(
                        container ->
                            Optional.ofNullable(proxies.get(container.name()))
                                .filter(proxy -> leadsTo(proxy.upstream(), open))
                                .isPresent())
                    .findFirst());
  }

  private boolean leadsTo(ProxySettings.Upstream upstream, Socket socket) {
    boolean inThePod = BindAddress.isLoopback(upstream.host()) || upstream.host().equals(ip());
    return inThePod && upstream.port() == socket.port() && accepts(socket, upstream.host());
  }

  /**
   * The same pod with the two listeners the other way round, where content proves the arguments
   * wrong.
   */
  public KsmPod withListenersSwapped() {
    List<Socket> swapped =
        sockets.stream()
            .map(
                socket ->
                    socket.role() instanceof Role.Ksm(var listener)
                        ? new Socket(
                            socket.container(),
                            new Role.Ksm(listener.other()),
                            socket.address(),
                            socket.port(),
                            socket.scheme())
                        : socket)
            .toList();
    KsmSettings other =
        new KsmSettings(
            settings.telemetry(),
            settings.main(),
            settings.tls().stream().map(Listener::other).collect(toUnmodifiableSet()),
            settings.authFilter(),
            settings.assumptions());
    return new KsmPod(workload, component, ksm, other, proxies, swapped, collisions);
  }

  /** The same pod with these listeners speaking TLS, beside those that do. */
  public KsmPod withTls(Set<Listener> listeners) {
    KsmSettings secure =
        new KsmSettings(
            settings.main(),
            settings.telemetry(),
            settings.further(),
            Stream.concat(settings.tls().stream(), listeners.stream()).collect(toUnmodifiableSet()),
            settings.authFilter(),
            settings.assumptions());
    return new KsmPod(
        workload,
        component,
        ksm,
        secure,
        proxies,
        sockets(workload.pod(), ksm, secure, proxies),
        collisions);
  }

  private static String ipOf(Pod pod) {
    return pod.ip().isEmpty() ? UNKNOWN_IP : pod.ip();
  }

  private static List<Socket> sockets(
      Pod pod, Container ksm, KsmSettings settings, Map<String, ProxySettings> proxies) {
    List<Socket> sockets = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      KsmSettings.Bind bind = settings.bind(listener);
      add(
          sockets,
          new Socket(
              ksm.name(),
              new Role.Ksm(listener),
              bind.address(),
              bind.port(),
              settings.scheme(listener)));
    }
    for (KsmSettings.Bind bind : settings.further()) {
      Role main = new Role.Ksm(Listener.MAIN);
      add(
          sockets,
          new Socket(
              ksm.name(), main, bind.address(), bind.port(), settings.scheme(Listener.MAIN)));
    }
    proxies.forEach(
        (name, proxy) -> {
          Role front = new Role.Proxy(proxy.contract(), proxy.upstream());
          add(sockets, new Socket(name, front, proxy.address(), proxy.port(), Scheme.HTTPS));
          add(
              sockets,
              new Socket(
                  name, new Role.ProxyHealth(), proxy.address(), proxy.healthPort(), Scheme.HTTPS));
        });
    for (Container container : pod.containers()) {
      if (!container.equals(ksm) && !proxies.containsKey(container.name())) {
        for (Container.Port port : container.ports()) {
          add(
              sockets,
              new Socket(
                  container.name(), new Role.Other(), BindAddress.ANY, port.number(), Scheme.HTTP));
        }
      }
    }
    return sockets;
  }

  // A port of 0 is one that an argument hides.
  private static void add(List<Socket> sockets, Socket socket) {
    if (socket.port() != 0) {
      sockets.add(socket);
    }
  }
}
