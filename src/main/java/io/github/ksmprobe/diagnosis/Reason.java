package io.github.ksmprobe.diagnosis;

import java.util.Locale;

/** Why a probe does what it does; the closed list that metrics, JSON, alerts and docs share. */
public enum Reason {
  OK(Kind.FINE, "the probe reaches a real handler of this version"),
  LANDING_PAGE(Kind.NOTE, "the probe asks \"/\": it proves a web server and nothing more"),
  CATCH_ALL(
      Kind.MISMATCH, "passes only because this port answers every path, which an upgrade may end"),
  WRONG_PORT(Kind.MISMATCH, "not served here, served on the other listener"),
  UNKNOWN_PATH(Kind.MISMATCH, "served on neither listener of this version"),
  WRONG_SCHEME(Kind.MISMATCH, "http to an https listener or the reverse"),
  PORT_NAME_UNRESOLVED(Kind.MISMATCH, "the port name is not declared by the probed container"),
  PORT_NOT_LISTENING(Kind.MISMATCH, "no container of the pod listens there"),
  LOOPBACK_ONLY(Kind.MISMATCH, "listens on loopback only, the kubelet dials the pod IP"),
  WRONG_HOST(Kind.MISMATCH, "the probe's host leads away from the pod"),
  AUTH_REQUIRED(Kind.MISMATCH, "the port requires a token, a password or a client certificate"),
  PATH_NOT_ALLOWED(Kind.MISMATCH, "a proxy in front does not let this path through"),
  FOREIGN_RESPONDER(Kind.MISMATCH, "something that is not kube-state-metrics answers"),
  NOT_EXECUTABLE(Kind.MISMATCH, "an exec probe names a command that the image does not hold"),
  NO_GRPC(Kind.MISMATCH, "a grpc probe asks what serves no gRPC"),
  PORT_OPEN(Kind.NOTE, "a tcpSocket probe connects: it proves an open port and nothing more"),
  METRICS_PATH(Kind.NOTE, "the probe asks /metrics: it works, and costs a full scrape each time"),
  FOLLOWS_API_SERVER(
      Kind.NOTE, "liveness asks /livez with less patience than the chart's own probe"),
  REDIRECTED(Kind.NOTE, "the final answer is a redirect that the kubelet counts as success"),
  REWRITTEN(Kind.NOTE, "a service mesh rewrote the probe; not judged"),
  UNSUPPORTED(Kind.NOTE, "an exec or grpc probe of which nothing is known: not judged"),
  NO_PROBE(Kind.NOTE, "no such probe is configured"),
  DEPENDENCY_DOWN(
      Kind.OUTAGE, "/livez 503 while /healthz 200: the API server, not kube-state-metrics"),
  DEPENDENCY_SLOW(Kind.OUTAGE, "/livez is too slow while /healthz is fast"),
  UPSTREAM_DOWN(Kind.OUTAGE, "502 from a proxy in front"),
  NOT_READY(Kind.OUTAGE, "/readyz 503"),
  PROCESS_DOWN(Kind.OUTAGE, "nothing listens on either port of kube-state-metrics"),
  TIMEOUT(Kind.OUTAGE, "no complete answer within timeoutSeconds"),
  CONNECTION_RESET(Kind.OUTAGE, "the connection was reset or closed without an answer"),
  TLS_ERROR(Kind.OUTAGE, "the TLS handshake failed"),
  BAD_RESPONSE(Kind.OUTAGE, "an answer that cannot be used"),
  KUBELET_DISAGREES(
      Kind.OUTAGE, "succeeds here, but the kubelet has long considered the container not ready"),
  UNKNOWN(Kind.OUTAGE, "none of the above, or it cannot be known from here");

  private final Kind kind;
  private final String meaning;

  Reason(Kind kind, String meaning) {
    this.kind = kind;
    this.meaning = meaning;
  }

  /** Whether a person must change something, should know, or has an outage at hand. */
  public Kind kind() {
    return kind;
  }

  /** What it means, in one line. */
  public String meaning() {
    return meaning;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a reason asks of a person. */
  public enum Kind {
    /** Nothing. */
    FINE,
    /** Worth knowing. */
    NOTE,
    /** Somebody must change the configuration. */
    MISMATCH,
    /** Something is broken, and it need not be the configuration. */
    OUTAGE
  }
}
