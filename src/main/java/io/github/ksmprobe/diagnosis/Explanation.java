package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.Collision;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a verdict is what it is, as facts: two verdicts of which the very same is to be said have
 * equal ones. The sentences are made of them above this room, and nowhere else.
 */
public sealed interface Explanation
    permits Explanation.Plain,
        Explanation.Path,
        Explanation.Connection,
        Explanation.Outage,
        Explanation.Undialled,
        Explanation.ByVersion,
        Explanation.Consequence,
        Premise {

  /** What needs no facts to be said. */
  enum Plain implements Explanation {
    LANDING_PAGE,
    PROXY_HEALTH_SERVED,
    PROXY_HEALTH_SERVES_NOTHING_ELSE,
    CLIENT_CERTIFICATE_REQUIRED,
    PASSWORD_REQUIRED,
    FULL_SCRAPE,
    SCRAPE_OF_OWN_METRICS,
    REWRITTEN_BY_MESH,
    COMMAND_NOT_JUDGED,
    OWN_BINARY_AS_COMMAND,
    API_SERVER_UNREACHABLE,
    NOT_READY,
    NOTHING_ANSWERS,
    KUBELET_DISAGREES
  }

  /** What becomes of the path that is asked for. */
  sealed interface Path extends Explanation {}

  /**
   * By its real handler.
   *
   * @param asksTheApiServer whether that asks the API server in turn
   */
  record Served(String path, DialledPort at, boolean asksTheApiServer) implements Path {}

  /**
   * The landing page answers for it.
   *
   * @param servedOn the listener that really serves it; empty if neither does
   * @param near the path that was perhaps meant
   */
  record ServedByAccident(String path, Optional<ListenerPort> servedOn, Optional<Endpoint> near)
      implements Path {}

  record ServedElsewhere(String path, DialledPort at, ListenerPort servedOn) implements Path {}

  /**
   * On neither listener.
   *
   * @param near the path that was perhaps meant
   */
  record Unserved(String path, Optional<Endpoint> near) implements Path {}

  record KeptBackByProxy(String path, DialledPort at) implements Path {}

  /** By kube-state-metrics itself, or what answers in its place. */
  record TokenRequired(String path, int status) implements Path {}

  record TokenRequiredByProxy(String path, DialledPort at) implements Path {}

  record TokenRequiredByStranger(String path, int status, String container) implements Path {}

  record Redirected(int status) implements Path {}

  /** What becomes of the connection, before any path matters. */
  sealed interface Connection extends Explanation {}

  /**
   * The port speaks something else than the probe.
   *
   * @param spoken by the port
   */
  record WrongScheme(DialledPort at, Scheme spoken) implements Connection {}

  /** A proxy speaks http to an upstream that speaks TLS. */
  record WrongSchemeBehindProxy(DialledPort at) implements Connection {}

  /**
   * A port name that its container does not declare.
   *
   * @param declaring the containers that do
   */
  record UnknownPortName(String name, String container, List<String> declaring)
      implements Connection {}

  /** In the kubelet's words. */
  record UnusablePort(String detail) implements Connection {}

  /**
   * Something has that port, but not at that address.
   *
   * @param podIpKnown whether the address could be compared with the pod's
   */
  record Refused(DialledPort at, boolean podIpKnown) implements Connection {}

  /**
   * Nothing has that port.
   *
   * @param known the sockets of kube-state-metrics
   */
  record NobodyListens(String port, List<Socket> known) implements Connection {}

  record OnLoopback(DialledPort at) implements Connection {}

  /**
   * A host that leads away from the pod.
   *
   * @param field {@code httpGet.host} for example
   */
  record WrongHost(String field, String host, Leads to) implements Connection {}

  enum Leads {
    NOWHERE,
    TO_THE_NODES_LOOPBACK,
    ELSEWHERE
  }

  /** The kubelet's client does not dial such a host; the detail is in its words. */
  record UndiallableHost(String field, String host, String detail) implements Connection {}

  record ForeignResponder(String port, Optional<Shown> shown) implements Connection {}

  record PortOpen(DialledPort at) implements Connection {}

  /** Something is down or slow, or answers what cannot be used. */
  sealed interface Outage extends Explanation {}

  /** A liveness probe that restarts the container in a short outage of the API server. */
  record ImpatientLivez(Duration period, int failures, Duration timeout) implements Outage {}

  record TokenCannotBeChecked(int status) implements Outage {}

  record ApiServerSlow(Duration timeout) implements Outage {}

  /**
   * A proxy's 502.
   *
   * @param nowhere the port that it forwards to, where nothing of the pod listens there
   */
  record BadGateway(DialledPort at, Optional<Integer> nowhere) implements Outage {}

  record PortWantedTwice(Collision collision) implements Outage {}

  record NeighbourDown(String port, String container) implements Outage {}

  record StoppedInBetween(String port) implements Outage {}

  record NoAnswer(Duration timeout, Optional<String> detail) implements Outage {}

  record LateBody(int status, Duration timeout) implements Outage {}

  record CutBody(int status) implements Outage {}

  record Broken(Stage stage, Optional<String> detail) implements Outage {}

  enum Stage {
    CONNECTION,
    TLS_HANDSHAKE,
    ANSWER
  }

  record BadStatus(String path, Shown shown) implements Outage {}

  /** The kubelet's client refuses to send it; the detail is in its words. */
  record Unsendable(String detail) implements Outage {}

  record Unseen(NotObservable hidden, String path) implements Outage {}

  record Unexplained(Optional<Shown> shown, Optional<String> detail) implements Outage {}

  /** Nothing is dialled, or nothing that can be repeated from here. */
  sealed interface Undialled extends Explanation {}

  record NotInImage(String program) implements Undialled {}

  record GrpcOfStranger(String container) implements Undialled {}

  record NoGrpc(int port) implements Undialled {}

  record NoProbe(ProbeType type, boolean behindProxy) implements Undialled {}

  /** A probe that cannot be read, in the manifest reader's words. */
  record UnreadProbe(String why) implements Undialled {}

  /** The version is not known, and decides. */
  record ByVersion(List<Span> spans) implements Explanation {
    public ByVersion {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Releases of which one thing holds.
   *
   * @param since the first of them
   * @param last of them
   */
  record Span(KsmVersion since, KsmVersion last, Reason reason, Optional<Result> result) {}

  /** What the kubelet does if the probe keeps that result; nothing on success. */
  record Consequence(ProbeType type, Result result, int failureThreshold) implements Explanation {
    static Consequence of(Probe probe, Result result) {
      return new Consequence(probe.type(), result, probe.failureThreshold());
    }
  }

  /**
   * The beginning of an answer, fit to be shown.
   *
   * @param text empty if there was no body
   */
  record Shown(int status, String text) {}
}
