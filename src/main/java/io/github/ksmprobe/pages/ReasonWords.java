package io.github.ksmprobe.pages;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Reason;

/**
 * Reasons as clauses for somebody who sees the term for the first time; the term itself always
 * stands beside, since metrics, alerts and documentation know it by that.
 */
final class ReasonWords {

  private ReasonWords() {}

  /** Goes on after "the probe passes by accident:", "the probe fails:" and so on. */
  static String clause(Reason reason, Component component) {
    String name = component.name();
    return switch (reason) {
      case OK -> "it reaches a real handler";
      case LANDING_PAGE ->
          "it asks the landing page, which proves a running web server and no more";
      case CATCH_ALL -> "this port answers every path";
      case WRONG_PORT -> "the path is served on the other port";
      case UNKNOWN_PATH -> "no port of this version serves the path";
      case WRONG_SCHEME -> "HTTP is spoken to a TLS port, or the reverse";
      case PORT_NAME_UNRESOLVED -> "its container declares no port of that name";
      case PORT_NOT_LISTENING -> "nothing listens on that port";
      case LOOPBACK_ONLY ->
          "the port listens on loopback only, where the kubelet does not reach it";
      case WRONG_HOST -> "its host leads away from the pod";
      case AUTH_REQUIRED -> "the port requires credentials that the kubelet does not send";
      case PATH_NOT_ALLOWED -> "the proxy in front does not let the path through";
      case FOREIGN_RESPONDER -> "something that is not " + name + " answers";
      case NOT_EXECUTABLE -> "the image does not hold its command";
      case NO_GRPC -> name + " serves no gRPC";
      case FOLLOWS_API_SERVER -> "a short outage of the API server restarts the container";
      case PORT_OPEN -> "it only connects, which shows an open port and no more";
      case METRICS_PATH -> "each run costs a whole scrape";
      case REDIRECTED -> "a redirect counts as success, whatever it leads to";
      case REWRITTEN -> "a service mesh answers in place of the container";
      case UNSUPPORTED -> "it is no HTTP probe, so it is not judged";
      case NO_PROBE -> "there is none";
      case DEPENDENCY_DOWN -> name + " gets no good answer from the API server";
      case DEPENDENCY_SLOW -> "the API server is slow";
      case UPSTREAM_DOWN -> "the proxy in front cannot reach " + name;
      case NOT_READY ->
          component.isKubeStateMetrics()
              ? "kube-state-metrics cannot collect its own metrics"
              : name + " says that it is not ready";
      case PROCESS_DOWN -> "nothing listens on any port of " + name;
      case TIMEOUT -> "no complete answer came in time";
      case CONNECTION_RESET -> "the connection broke before an answer came";
      case TLS_ERROR -> "the TLS handshake failed";
      case BAD_RESPONSE -> "the answer cannot be used";
      case KUBELET_DISAGREES -> "the kubelet has long considered the container not ready";
      case UNKNOWN -> "the cause cannot be known from here";
    };
  }

  /** The clause with the term behind it. */
  static String withTerm(Reason reason, Component component) {
    return clause(reason, component) + " (" + reason.label() + ")";
  }
}
