package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;
import java.util.stream.Collectors;

/** The one place that turns the facts of a verdict into the sentence that says why. */
final class Explanations {

  private Explanations() {}

  static String why(Reason reason, Situation s) {
    return switch (reason) {
      case OK -> ok(s);
      case LANDING_PAGE ->
          "\"/\" answers 200 as long as the web server runs: it proves a web server and nothing more.";
      case CATCH_ALL -> catchAll(s);
      case WRONG_PORT ->
          s.path()
              + " is not served on "
              + PortWording.asked(s)
              + ", it is served on "
              + PortWording.other(s)
              + ".";
      case UNKNOWN_PATH -> unknownPath(s);
      case WRONG_SCHEME -> wrongScheme(s);
      case PORT_NAME_UNRESOLVED -> portName(s);
      case PORT_NOT_LISTENING -> notListening(s);
      case LOOPBACK_ONLY -> loopbackOnly(s);
      case WRONG_HOST -> HostWording.why(s);
      case AUTH_REQUIRED -> AuthWording.why(s);
      case PATH_NOT_ALLOWED ->
          "The proxy"
              + PortWording.owner(s)
              + " does not let "
              + s.path()
              + " through (--allow-paths); behind it the path is served.";
      case FOREIGN_RESPONDER ->
          "What answers on port "
              + PortWording.port(s)
              + " does not look like kube-state-metrics"
              + shown(s)
              + ".";
      case METRICS_PATH ->
          s.listener().filter(Listener.TELEMETRY::equals).isPresent()
              ? "The probe asks /metrics: it works, and makes kube-state-metrics write all its own metrics each time."
              : "The probe asks /metrics: it works, and makes kube-state-metrics write a full scrape each time.";
      case REDIRECTED ->
          "The answer is a redirect ("
              + s.status()
              + ") that the kubelet does not follow and counts as success.";
      case PORT_OPEN -> PortWording.open(s);
      case REWRITTEN ->
          "A service mesh answers this probe on behalf of the container; its own request is not shown here.";
      case FOLLOWS_API_SERVER -> ApiServerCoupling.why(s);
      case UNSUPPORTED, NOT_EXECUTABLE, NO_GRPC, NO_PROBE ->
          throw new IllegalStateException(reason + " has no request");
      case KUBELET_DISAGREES ->
          throw new IllegalStateException(reason + " needs the kubelet's view, see Contradiction");
      case DEPENDENCY_DOWN -> OutageWording.dependencyDown(s);
      case DEPENDENCY_SLOW ->
          "/livez did not answer within "
              + seconds(s)
              + " while /healthz did: the API server is slow, "
              + "not kube-state-metrics.";
      case UPSTREAM_DOWN -> OutageWording.upstreamDown(s);
      case NOT_READY ->
          "/readyz answers 503: kube-state-metrics cannot collect its own metrics, or it waits for its first"
              + " lists, forever where it is forbidden to make one.";
      case PROCESS_DOWN -> OutageWording.processDown(s);
      case TIMEOUT ->
          s.status() == 0
              ? "No answer came within " + seconds(s) + silence(s) + "."
              : "The headers came (status "
                  + s.status()
                  + "), but the body was not complete within "
                  + seconds(s)
                  + ".";
      case CONNECTION_RESET ->
          "The connection was closed or reset before an answer came" + silence(s) + ".";
      case TLS_ERROR -> "The TLS handshake failed" + silence(s) + ".";
      case BAD_RESPONSE -> badResponse(s);
      case UNKNOWN -> unknown(s);
    };
  }

  private static String ok(Situation s) {
    if (s.isProxyHealth()) {
      return "The proxy's own health port answers; it says nothing about kube-state-metrics behind it.";
    }
    String through = s.isProxied() ? " through the proxy" + PortWording.owner(s) : "";
    String coupling =
        s.path().equals(Endpoint.LIVEZ.path())
            ? " It asks the API server in turn, and fails while that is unreachable."
            : "";
    return s.path()
        + " reaches its real handler on "
        + PortWording.asked(s)
        + through
        + "."
        + coupling;
  }

  private static String catchAll(Situation s) {
    String where =
        s.isServedElsewhere()
            ? "it is served on " + PortWording.other(s) + " only"
            : "this version has it on neither port" + near(s);
    return "Up to v2.13.0 each port answers every path with its landing page, so "
        + s.path()
        + " gets 200 by accident: "
        + where
        + ". From v2.14.0 unknown paths get 404.";
  }

  private static String unknownPath(Situation s) {
    if (s.isProxyHealth()) {
      return "The proxy's health port serves /healthz and nothing else.";
    }
    return s.path() + " is served on neither port of this version" + near(s) + ".";
  }

  // Slash and letter case count: "/livez/" and "/Livez" are other paths.
  private static String near(Situation s) {
    String path = s.path();
    for (Endpoint endpoint : Endpoint.values()) {
      String known = endpoint.path();
      if (!path.equals(known) && known.length() > 1 && strip(path).equalsIgnoreCase(strip(known))) {
        return "; it differs from " + known + " by a slash or by letter case, and both count";
      }
    }
    return "";
  }

  private static String strip(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String wrongScheme(Situation s) {
    if (s.isProxiedToTls()) {
      return "The proxy"
          + PortWording.owner(s)
          + " speaks http to "
          + s.listener().map(Listener::label).orElse("its upstream")
          + " behind it, which speaks TLS.";
    }
    return s.status() == 400
        ? "The probe speaks http, but port "
            + PortWording.port(s)
            + PortWording.owner(s)
            + " speaks TLS."
        : "The probe speaks https, but port "
            + PortWording.port(s)
            + PortWording.owner(s)
            + " speaks plain http.";
  }

  private static String portName(Situation s) {
    String name = s.dialling().port().toString();
    List<String> declaring =
        s.pod().workload().pod().containers().stream()
            .filter(c -> c.ports().stream().anyMatch(p -> p.name().equals(name)))
            .map(Container::name)
            .toList();
    String elsewhere =
        declaring.isEmpty()
            ? "no container declares it"
            : "only container " + String.join(", ", declaring) + " does";
    return "Port name \""
        + name
        + "\" is not declared by container "
        + s.container().name()
        + " ("
        + elsewhere
        + "), and the kubelet looks nowhere else.";
  }

  private static String loopbackOnly(Situation s) {
    return "Port "
        + PortWording.port(s)
        + PortWording.owner(s)
        + " listens on loopback only, but the kubelet dials the pod IP.";
  }

  private static String notListening(Situation s) {
    if (s.built() instanceof Built.Unresolvable(_, var detail)) {
      return "The kubelet cannot use this port: " + detail + ".";
    }
    if (s.isSilent(Cause.REFUSED) && s.socket().isPresent()) {
      return elsewhereBound(s, s.socket().get());
    }
    String listeners =
        List.of(Listener.values()).stream()
            .flatMap(listener -> s.pod().socket(listener).stream())
            .map(socket -> word(socket) + " on " + socket.port())
            .collect(Collectors.joining(", "));
    return "No container of the pod listens on port "
        + PortWording.port(s)
        + "; kube-state-metrics has "
        + listeners
        + ".";
  }

  // An address that is neither any nor loopback; only a running pod shows whether it is its own.
  private static String elsewhereBound(Situation s, Socket socket) {
    String unless =
        s.pod().ip().equals(KsmPod.UNKNOWN_IP) ? " (fine only if that is the pod's own)" : "";
    return socket.address().isAny()
        ? "Port " + PortWording.port(s) + PortWording.owner(s) + " refuses the connection."
        : "Port "
            + PortWording.port(s)
            + PortWording.owner(s)
            + " listens on "
            + socket.address().text()
            + " only"
            + unless
            + ", but the kubelet dials the pod IP.";
  }

  private static String word(Socket socket) {
    return socket.role() instanceof Role.Ksm(var listener) ? listener.label() : socket.container();
  }

  private static String badResponse(Situation s) {
    if (s.answer().orElse(null) instanceof Response response) {
      return switch (response.body().end()) {
        case CUT ->
            "The body broke off after complete headers (status " + response.statusCode() + ").";
        case LATE, COMPLETE, CAPPED ->
            s.path() + " answers " + response.statusCode() + shown(s) + ".";
      };
    }
    return "The answer cannot be used" + silence(s) + ".";
  }

  private static String unknown(Situation s) {
    if (s.built() instanceof Built.Unsendable(var detail)) {
      return "The kubelet's client refuses to send this request: " + detail + ".";
    }
    if (s.answer().orElse(null) instanceof NotObservable hidden) {
      return Unknowns.why(hidden, s.path());
    }
    return "Nothing that is known here explains the answer" + shown(s) + silence(s) + ".";
  }

  private static String seconds(Situation s) {
    return s.probe().timeout().toSeconds() + " s";
  }

  private static String silence(Situation s) {
    return s.answer().orElse(null) instanceof NoResponse silence
        ? ": " + Masked.of(silence.detail())
        : "";
  }

  private static String shown(Situation s) {
    if (!(s.answer().orElse(null) instanceof Response response)) {
      return "";
    }
    // Read on terminals too: a probed pod must not be able to send them escape sequences.
    String text =
        response.body().text().strip().replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "\uFFFD");
    String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return " (status "
        + response.statusCode()
        + (start.isEmpty() ? ", no body)" : ", \"" + start + "\")");
  }
}
