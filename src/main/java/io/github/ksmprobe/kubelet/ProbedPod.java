package io.github.ksmprobe.kubelet;

import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod and what the kubelet makes of its probes that dial: each request is built once, however
 * often it is asked and judged.
 *
 * @param pod who listens where
 * @param probes those of the judged containers, in their order
 */
public record ProbedPod(KsmPod pod, List<DiallingProbe> probes) {

  public ProbedPod {
    probes = List.copyOf(probes);
  }

  /**
   * A probe that dials.
   *
   * @param container that it belongs to
   * @param probe as configured
   * @param dialling where to and how, as configured
   * @param built its request as the kubelet builds it
   */
  public record DiallingProbe(Container container, Probe probe, Dialling dialling, Built built) {
    /** The request, where one can be sent. */
    public Optional<Outgoing> request() {
      return built instanceof Built.Ready(var request) ? Optional.of(request) : Optional.empty();
    }
  }

  public static ProbedPod of(KsmPod pod) {
    return new ProbedPod(
        pod,
        pod.judged().stream()
            .flatMap(
                container ->
                    container.probes().stream().flatMap(probe -> built(pod, container, probe)))
            .toList());
  }

  private static Stream<DiallingProbe> built(KsmPod pod, Container container, Probe probe) {
    return probe.handler() instanceof Dialling dialling
        ? Stream.of(
            new DiallingProbe(
                container, probe, dialling, RequestBuilder.build(dialling, container, pod.ip())))
        : Stream.empty();
  }

  /** The same requests to a pod whose listeners are the other way round than declared. */
  public ProbedPod withListenersSwapped() {
    return new ProbedPod(pod.withListenersSwapped(), probes);
  }
}
