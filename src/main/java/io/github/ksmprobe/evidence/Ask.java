package io.github.ksmprobe.evidence;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;

/**
 * One request of a round.
 *
 * @param purpose what its answer is for
 * @param request what goes on the wire
 * @param timeout one budget for dial, TLS, request, redirects and body
 * @param reading how much of the body to read
 * @param authorized whether the token for kube-state-metrics goes along, which nobody but the
 *     prober knows; never with a configured probe, for the kubelet has none, and never in the clear
 */
public record Ask(
    Purpose purpose, Outgoing request, Duration timeout, Reading reading, boolean authorized) {

  public Ask(Purpose purpose, Outgoing request, Duration timeout, Reading reading) {
    this(purpose, request, timeout, reading, false);
  }

  public Ask {
    if (authorized && !(purpose instanceof Purpose.Cell && isPrivate(request))) {
      throw new IllegalArgumentException(
          "the token goes to kube-state-metrics alone, over https or loopback");
    }
  }

  /** Whether nobody on the way to the host can read the request. */
  public static boolean isPrivate(Outgoing request) {
    return (request instanceof ProbeRequest sent && sent.scheme() == Scheme.HTTPS)
        || BindAddress.isLoopback(request.hostname());
  }

  public sealed interface Purpose {
    /**
     * A configured probe, exactly as the kubelet sends it.
     *
     * @param container its name
     * @param type startup, liveness or readiness
     */
    record Configured(String container, ProbeType type) implements Purpose {}

    /**
     * A cell of the matrix path × listener × vantage.
     *
     * @param listener of kube-state-metrics
     * @param path as asked
     * @param via loopback or pod IP
     */
    record Cell(Listener listener, String path, Via via) implements Purpose {}

    /**
     * Who answers at the address that a configured probe dials, where it is no listener of
     * kube-state-metrics: "/" of that port.
     *
     * @param port that the probe dials
     */
    record Signature(int port) implements Purpose {}
  }

  /**
   * How much of a body to read.
   *
   * @param keep bytes to keep in memory at most
   * @param toTheEnd whether to go on reading and counting after {@code keep}; otherwise the
   *     connection is closed there
   */
  public record Reading(int keep, boolean toTheEnd) {
    /** The kubelet's: 10240 bytes, then the connection is closed. */
    public static final Reading AS_THE_KUBELET = new Reading(10240, false);

    /** For telemetry /metrics: 8 to 12 KB, kept whole to find the build_info series in it. */
    public static final Reading SELF_METRICS = new Reading(65536, false);

    /**
     * For /metrics of a component without a second port: its build_info is in it, and to close the
     * connection before the end would leave a line in its log.
     */
    public static final Reading WHOLE = new Reading(65536, true);

    /** For main /metrics: counted to the end, since it may be 100 MB. */
    public static final Reading COUNTED = new Reading(10240, true);
  }
}
