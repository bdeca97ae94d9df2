package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.ProbedPod.DiallingProbe;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the diagnosis wants to know of a pod: the matrix path × listener × vantage, and every
 * configured probe as the kubelet sends it.
 *
 * @param vantage from where
 * @param timeout for the cells of the matrix; a configured probe has its own
 * @param deadline for the matrix; a configured probe has its own
 * @param mainMetrics whether to ask main /metrics too, which can be 100 MB
 * @param token whether there is a token to show at /metrics behind {@code --auth-filter}
 */
public record Questions(
    Vantage vantage, Duration timeout, Duration deadline, boolean mainMetrics, boolean token) {

  /** A path that no version serves: a port that answers it with 200 answers everything. */
  public static final String CONTROL_PATH = "/ksm-probe-exporter-control";

  private static final String METRICS = Endpoint.METRICS.path();

  /** Questions that show no token. */
  public Questions(Vantage vantage, Duration timeout, Duration deadline, boolean mainMetrics) {
    this(vantage, timeout, deadline, mainMetrics, false);
  }

  /** The requests of one round on that pod, configured probes first. */
  public Plan of(ProbedPod probed) {
    KsmPod pod = probed.pod();
    List<Ask> asks = new ArrayList<>();
    // These first: where a pod hangs, there may be no time left for others.
    for (DiallingProbe probe : probed.probes()) {
      probe
          .request()
          .filter(request -> isReachable(pod, request) && !isOutOfSight(pod, request))
          .ifPresent(request -> configured(pod, probe, request, asks));
    }
    Set<String> paths = paths(probed);
    for (Listener listener : Listener.values()) {
      pod.socket(listener).ifPresent(socket -> matrix(pod, socket, listener, paths, asks));
    }
    return new Plan(asks, deadline);
  }

  /**
   * What cannot be asked from here: the configured probes that dial the pod's own loopback, where
   * that is another pod's. To ask it would ask this machine instead.
   */
  public List<Ask> outOfSight(ProbedPod probed) {
    return probed.probes().stream()
        .flatMap(
            probe ->
                probe.request().stream()
                    .filter(request -> isOutOfSight(probed.pod(), request))
                    .map(request -> configured(probe, request)))
        .toList();
  }

  private void matrix(
      KsmPod pod, Socket socket, Listener listener, Set<String> paths, List<Ask> asks) {
    for (Via via : vantage.vias()) {
      String host = vantage.host(via).orElseThrow();
      if (!pod.accepts(socket, host)) {
        // Configured to listen elsewhere only: a refusal here would be no news.
        continue;
      }
      for (String path : paths) {
        asks.add(cell(socket, listener, path, via, host, Reading.AS_THE_KUBELET));
      }
      switch (listener) {
        case MAIN -> {
          if (mainMetrics) {
            Reading reading =
                pod.component().ownMetrics() == Listener.MAIN ? Reading.WHOLE : Reading.COUNTED;
            asks.add(authorized(pod, cell(socket, listener, METRICS, via, host, reading)));
          }
        }
        case TELEMETRY ->
            asks.add(
                authorized(pod, cell(socket, listener, METRICS, via, host, Reading.SELF_METRICS)));
      }
    }
  }

  private Ask cell(
      Socket socket, Listener listener, String path, Via via, String host, Reading reading) {
    ProbeRequest request = RequestBuilder.plain(socket.scheme(), host, socket.port(), path);
    return new Ask(new Purpose.Cell(listener, path, via), request, timeout, reading);
  }

  /**
   * With the token, where there is one, kube-state-metrics may ask for it, and nobody on the way
   * can read it. What bare addresses are configured to ask for is not known.
   */
  private Ask authorized(KsmPod pod, Ask ask) {
    boolean mayBeAsked =
        pod.settings().authFilter() || pod.workload().kind().equals(Workload.ADDRESSES);
    return token && mayBeAsked && Ask.isPrivate(ask.request())
        ? new Ask(ask.purpose(), ask.request(), ask.timeout(), ask.reading(), true)
        : ask;
  }

  /** With the paths that probes ask for, so that the other listener is asked for them as well. */
  private static Set<String> paths(ProbedPod probed) {
    Set<String> paths = new TreeSet<>(List.of(Endpoint.LANDING_PAGE.path(), CONTROL_PATH));
    probed.pod().component().endpoints().stream()
        .filter(endpoint -> endpoint.kind() == Endpoint.Kind.HEALTH)
        .map(Endpoint::path)
        .forEach(paths::add);
    probed.probes().stream()
        .filter(probe -> probe.container().equals(probed.pod().ksm()))
        .flatMap(probe -> probe.request().stream())
        .flatMap(
            sent ->
                sent instanceof ProbeRequest request ? Stream.of(request.path()) : Stream.empty())
        .forEach(paths::add);
    paths.remove(METRICS);
    return paths;
  }

  private void configured(KsmPod pod, DiallingProbe probe, Outgoing request, List<Ask> asks) {
    asks.add(configured(probe, request));
    boolean known =
        pod.at(request.port())
            .map(Socket::role)
            .filter(role -> !(role instanceof Role.Other))
            .isPresent();
    if (!known && request instanceof ProbeRequest sent) {
      asks.add(
          new Ask(
              new Purpose.Signature(sent.port()),
              RequestBuilder.plain(sent.scheme(), sent.hostname(), sent.port(), "/"),
              timeout,
              Reading.AS_THE_KUBELET));
    }
  }

  private static Ask configured(DiallingProbe probe, Outgoing request) {
    return new Ask(
        new Purpose.Configured(probe.container().name(), probe.probe().type()),
        request,
        probe.probe().timeout(),
        Reading.AS_THE_KUBELET);
  }

  private boolean isOutOfSight(KsmPod pod, Outgoing request) {
    return vantage.loopback().isEmpty()
        && pod.workload().pod().hostNetwork()
        && BindAddress.isLoopback(request.hostname());
  }

  // The node's loopback and its DNS are out of reach from a pod: asking ours would answer something
  // else.
  private static boolean isReachable(KsmPod pod, Outgoing request) {
    String host = request.hostname();
    return host.equals(pod.ip())
        || (pod.workload().pod().hostNetwork() && BindAddress.isLoopback(host));
  }
}
