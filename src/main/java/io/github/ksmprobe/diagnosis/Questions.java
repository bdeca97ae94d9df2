package io.github.ksmprobe.diagnosis;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  private static final List<String> PATHS =
      List.of("/", "/healthz", "/livez", "/readyz", CONTROL_PATH);
  static final String METRICS = "/metrics";

  /** Questions that show no token. */
  public Questions(Vantage vantage, Duration timeout, Duration deadline, boolean mainMetrics) {
    this(vantage, timeout, deadline, mainMetrics, false);
  }

  public Questions {
    requireNonNull(vantage);
    requireNonNull(timeout);
    requireNonNull(deadline);
  }

  /** The requests of one round on that pod, configured probes first. */
  public Plan of(KsmPod pod) {
    List<Ask> asks = new ArrayList<>();
    // These first: where a pod hangs, there may be no time left for others.
    for (Container container : pod.judged()) {
      container.probes().forEach(probe -> configured(pod, container, probe, asks));
    }
    for (Listener listener : Listener.values()) {
      pod.socket(listener).ifPresent(socket -> matrix(pod, socket, listener, asks));
    }
    return new Plan(asks, deadline);
  }

  private void matrix(KsmPod pod, Socket socket, Listener listener, List<Ask> asks) {
    Set<String> paths = new TreeSet<>(PATHS);
    paths.addAll(probedPaths(pod));
    paths.remove(METRICS);
    for (Via via : vantage.vias()) {
      String host = vantage.host(via).orElseThrow();
      if (!pod.accepts(socket, host)) {
        // Told to listen elsewhere only: a refusal here would be no news.
        continue;
      }
      for (String path : paths) {
        asks.add(cell(socket, listener, path, via, host, Reading.AS_THE_KUBELET));
      }
      switch (listener) {
        case MAIN -> {
          if (mainMetrics) {
            asks.add(authorized(pod, cell(socket, listener, METRICS, via, host, Reading.COUNTED)));
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
   * can read it. What bare addresses are told to ask for is not known.
   */
  private Ask authorized(KsmPod pod, Ask ask) {
    boolean mayBeAsked =
        pod.settings().authFilter() || pod.workload().kind().equals(Workload.ADDRESSES);
    return token && mayBeAsked && Ask.isPrivate(ask.request())
        ? new Ask(ask.purpose(), ask.request(), ask.timeout(), ask.reading(), true)
        : ask;
  }

  /** Paths that probes ask for, so that the other listener is asked for them as well. */
  private static Set<String> probedPaths(KsmPod pod) {
    Set<String> paths = new TreeSet<>();
    for (Container container : pod.judged()) {
      if (!container.equals(pod.ksm())) {
        continue;
      }
      for (Probe probe : container.probes()) {
        if (probe.handler() instanceof HttpGet get
            && RequestBuilder.build(get, container, pod.ip())
                instanceof Built.Ready(ProbeRequest request)) {
          paths.add(request.path());
        }
      }
    }
    return paths;
  }

  private void configured(KsmPod pod, Container container, Probe probe, List<Ask> asks) {
    if (!(probe.handler() instanceof Dialling dialling)
        || !(RequestBuilder.build(dialling, container, pod.ip())
            instanceof Built.Ready(var request))
        || !isReachable(pod, request)
        || isOutOfSight(pod, request)) {
      return;
    }
    asks.add(configured(container, probe, request));
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

  /**
   * The configured probes that dial the pod's own loopback, where that is another pod's: asking it
   * from here would ask this machine instead.
   */
  public List<Answered> outOfSight(KsmPod pod) {
    List<Answered> unseen = new ArrayList<>();
    for (Container container : pod.judged()) {
      for (Probe probe : container.probes()) {
        if (probe.handler() instanceof Dialling dialling
            && RequestBuilder.build(dialling, container, pod.ip())
                instanceof Built.Ready(var request)
            && isOutOfSight(pod, request)) {
          unseen.add(
              new Answered(
                  configured(container, probe, request),
                  new NotObservable(Why.LOOPBACK_OF_ANOTHER_POD, request.hostname())));
        }
      }
    }
    return unseen;
  }

  private static Ask configured(Container container, Probe probe, Outgoing request) {
    return new Ask(
        new Purpose.Configured(container.name(), probe.type()),
        request,
        probe.timeout(),
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
