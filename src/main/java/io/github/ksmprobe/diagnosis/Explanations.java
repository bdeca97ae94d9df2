package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Explanation.Leads;
import io.github.ksmprobe.diagnosis.Explanation.Plain;
import io.github.ksmprobe.diagnosis.Explanation.Shown;
import io.github.ksmprobe.diagnosis.Explanation.Stage;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProxySettings.Upstream;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;
import java.util.Optional;

/** From a reason to the facts that say why. */
final class Explanations {

  private static final int LONGEST_SHOWN = 60;

  private Explanations() {}

  static Explanation why(Reason reason, Situation s) {
    DialledPort at = s.at();
    return switch (reason) {
      case OK ->
          at.isProxyHealth()
              ? Plain.PROXY_HEALTH_SERVED
              : new Explanation.Served(s.path(), at, s.asksTheApiServer());
      case LANDING_PAGE -> Plain.LANDING_PAGE;
      case CATCH_ALL ->
          new Explanation.ServedByAccident(
              s.path(), Optional.of(s.other()).filter(_ -> s.isServedElsewhere()), near(s));
      case WRONG_PORT -> new Explanation.ServedElsewhere(s.path(), at, s.other());
      case UNKNOWN_PATH ->
          at.isProxyHealth()
              ? Plain.PROXY_HEALTH_SERVES_NOTHING_ELSE
              : new Explanation.Unserved(s.path(), near(s));
      case WRONG_SCHEME ->
          s.isProxiedToTls()
              ? new Explanation.WrongSchemeBehindProxy(at)
              : new Explanation.WrongScheme(at, s.spoken());
      case PORT_NAME_UNRESOLVED -> portName(s);
      case PORT_NOT_LISTENING -> notListening(s, at);
      case LOOPBACK_ONLY -> new Explanation.OnLoopback(at);
      case WRONG_HOST -> wrongHost(s);
      case AUTH_REQUIRED -> authRequired(s, at);
      case PATH_NOT_ALLOWED -> new Explanation.KeptBackByProxy(s.path(), at);
      case FOREIGN_RESPONDER -> new Explanation.ForeignResponder(at.port(), shown(s));
      case METRICS_PATH ->
          s.pod().component().isKubeStateMetrics()
                  && at.listener().equals(Optional.of(Listener.TELEMETRY))
              ? Plain.SCRAPE_OF_OWN_METRICS
              : Plain.FULL_SCRAPE;
      case REDIRECTED -> new Explanation.Redirected(s.status());
      case PORT_OPEN -> new Explanation.PortOpen(at);
      case REWRITTEN -> Plain.REWRITTEN_BY_MESH;
      case FOLLOWS_API_SERVER -> impatient(s.probe());
      case UNSUPPORTED, NOT_EXECUTABLE, NO_GRPC, NO_PROBE ->
          throw new IllegalStateException(reason + " has no request");
      case KUBELET_DISAGREES ->
          throw new IllegalStateException(reason + " needs the kubelet's view, see Contradiction");
      case DEPENDENCY_DOWN ->
          s.isClass(AnswerClass.UNAUTHORIZED)
              ? new Explanation.TokenCannotBeChecked(s.status())
              : Plain.API_SERVER_UNREACHABLE;
      case DEPENDENCY_SLOW -> new Explanation.ApiServerSlow(s.probe().timeout());
      case UPSTREAM_DOWN -> new Explanation.BadGateway(at, nowhere(s, at));
      case NOT_READY -> Plain.NOT_READY;
      case PROCESS_DOWN ->
          s.collision()
              .<Explanation>map(Explanation.PortWantedTwice::new)
              .orElseGet(() -> down(s, at.port()));
      case TIMEOUT ->
          s.status() == 0
              ? new Explanation.NoAnswer(s.probe().timeout(), silence(s))
              : new Explanation.LateBody(s.status(), s.probe().timeout());
      case CONNECTION_RESET -> new Explanation.Broken(Stage.CONNECTION, silence(s));
      case TLS_ERROR -> new Explanation.Broken(Stage.TLS_HANDSHAKE, silence(s));
      case BAD_RESPONSE -> badResponse(s);
      case UNKNOWN -> unknown(s);
    };
  }

  // Slash and letter case count: "/livez/" and "/Livez" are other paths.
  private static Optional<Endpoint> near(Situation s) {
    String path = s.path();
    return s.pod().component().endpoints().stream()
        .filter(known -> !known.path().equals("/") && !path.equals(known.path()))
        .filter(known -> strip(path).equalsIgnoreCase(strip(known.path())))
        .findFirst();
  }

  private static String strip(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static Explanation portName(Situation s) {
    String name = s.dialling().port().toString();
    List<String> declaring =
        s.pod().workload().pod().containers().stream()
            .filter(c -> c.ports().stream().anyMatch(p -> p.name().equals(name)))
            .map(Container::name)
            .toList();
    return new Explanation.UnknownPortName(name, s.container().name(), declaring);
  }

  private static Explanation notListening(Situation s, DialledPort at) {
    if (s.built() instanceof Built.Unresolvable(_, var detail)) {
      return new Explanation.UnusablePort(detail);
    }
    return s.isSilent(Cause.REFUSED) && at.socket().isPresent()
        ? new Explanation.Refused(at, !s.pod().ip().equals(KsmPod.UNKNOWN_IP))
        : new Explanation.NobodyListens(
            at.port(),
            s.pod().sockets().stream()
                .filter(socket -> socket.role() instanceof Role.Ksm)
                .toList());
  }

  private static Explanation wrongHost(Situation s) {
    String field = s.dialling().key() + ".host";
    String host = Masked.host(s.dialling().host());
    if (s.isUnresolvable(Built.Cause.HOST)) {
      return new Explanation.WrongHost(field, host, Leads.NOWHERE);
    }
    if (s.leadsToTheNodesLoopback()) {
      return new Explanation.WrongHost(field, host, Leads.TO_THE_NODES_LOOPBACK);
    }
    return s.built() instanceof Built.Unsendable(var detail)
        ? new Explanation.UndiallableHost(field, host, detail)
        : new Explanation.WrongHost(field, host, Leads.ELSEWHERE);
  }

  private static Explanation authRequired(Situation s, DialledPort at) {
    if (s.isSilent(Cause.CERTIFICATE_REQUIRED)) {
      return Plain.CLIENT_CERTIFICATE_REQUIRED;
    }
    if (s.isPasswordRequired()) {
      return Plain.PASSWORD_REQUIRED;
    }
    if (at.isProxied()) {
      return new Explanation.TokenRequiredByProxy(s.path(), at);
    }
    return s.stranger()
        .<Explanation>map(
            container -> new Explanation.TokenRequiredByStranger(s.path(), s.status(), container))
        .orElseGet(() -> new Explanation.TokenRequired(s.path(), s.status()));
  }

  private static Explanation impatient(Probe probe) {
    return new Explanation.ImpatientLivez(
        probe.period(), probe.failureThreshold(), probe.timeout());
  }

  private static Optional<Integer> nowhere(Situation s, DialledPort at) {
    return at.proxy()
        .map(Role.Proxy::upstream)
        .filter(to -> s.pod().reached(to.host(), to.port()).isEmpty())
        .map(Upstream::port);
  }

  private static Explanation down(Situation s, String port) {
    return s.answers().isSilent()
        ? Plain.NOTHING_ANSWERS
        : s.neighbour()
            .<Explanation>map(container -> new Explanation.NeighbourDown(port, container))
            .orElseGet(() -> new Explanation.StoppedInBetween(port));
  }

  private static Explanation badResponse(Situation s) {
    if (!(s.answer().orElse(null) instanceof Response response)) {
      return new Explanation.Broken(Stage.ANSWER, silence(s));
    }
    return response.body().end() == Body.End.CUT
        ? new Explanation.CutBody(response.statusCode())
        : new Explanation.BadStatus(s.path(), shown(response));
  }

  private static Explanation unknown(Situation s) {
    if (s.built() instanceof Built.Unsendable(var detail)) {
      return new Explanation.Unsendable(detail);
    }
    return s.answer().orElse(null) instanceof NotObservable hidden
        ? new Explanation.Unseen(hidden, s.path())
        : new Explanation.Unexplained(shown(s), silence(s));
  }

  private static Optional<String> silence(Situation s) {
    return s.answer().orElse(null) instanceof NoResponse silence
        ? Optional.of(Masked.of(silence.detail()))
        : Optional.empty();
  }

  private static Optional<Shown> shown(Situation s) {
    return s.answer().orElse(null) instanceof Response response
        ? Optional.of(shown(response))
        : Optional.empty();
  }

  private static Shown shown(Response response) {
    // Read on terminals too: a probed pod must not be able to send them escape sequences.
    String text =
        response.body().text().strip().replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "\uFFFD");
    return new Shown(
        response.statusCode(),
        text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text);
  }
}
