package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Fix.Instead;
import io.github.ksmprobe.diagnosis.Fix.Plain;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From a reason to what has to change, with the chart release that does it where one exists.
 *
 * @param s what is known of the probe
 * @param charts what is known of charts
 */
record Fixes(Situation s, ChartAdvice charts) {

  /** None where nothing is to be changed. */
  static List<Fix> of(Reason reason, Situation s) {
    return new Fixes(s, ChartAdvice.KNOWN).of(reason);
  }

  List<Fix> of(Reason reason) {
    return switch (reason) {
      case OK,
          LANDING_PAGE,
          PORT_OPEN,
          REWRITTEN,
          UNSUPPORTED,
          NOT_EXECUTABLE,
          NO_GRPC,
          NO_PROBE,
          KUBELET_DISAGREES ->
          List.of();
      case FOLLOWS_API_SERVER -> List.of(ApiServerCoupling.FIX);
      case CATCH_ALL, WRONG_PORT, UNKNOWN_PATH -> List.of(path());
      case WRONG_SCHEME -> List.of(scheme());
      case PORT_NAME_UNRESOLVED -> portName();
      case PORT_NOT_LISTENING -> List.of(notListening());
      case LOOPBACK_ONLY -> List.of(loopbackOnly());
      case WRONG_HOST ->
          List.of(
              new Fix.RemoveHost(
                  s.dialling().key() + ".host",
                  Masked.host(s.dialling().host()),
                  charts.withoutHost(s)));
      case AUTH_REQUIRED -> List.of(authRequired());
      case PATH_NOT_ALLOWED -> List.of(letThrough());
      case FOREIGN_RESPONDER -> List.of(new Fix.FindResponder(s.at().port()));
      case METRICS_PATH -> List.of(health(Instead.COSTLY_PATH));
      case REDIRECTED -> List.of(Plain.PROBE_WITHOUT_REDIRECT);
      case DEPENDENCY_DOWN -> List.of(Plain.RIDE_OUT_API_SERVER);
      case DEPENDENCY_SLOW -> List.of(Plain.LOOK_AT_API_SERVER);
      case UPSTREAM_DOWN -> List.of(upstreamDown());
      case NOT_READY -> List.of(new Fix.LookAtLogs(s.pod().ksm().name()));
      case PROCESS_DOWN ->
          List.of(
              s.collision().isPresent()
                  ? Plain.GIVE_ANOTHER_PORT
                  : new Fix.LookAtLogsIfItLasts(s.pod().ksm().name()));
      case TIMEOUT -> List.of(Plain.LOOK_AT_CPU_LIMIT);
      case CONNECTION_RESET, TLS_ERROR, BAD_RESPONSE ->
          List.of(new Fix.LookAtLogs(s.at().container().orElse(s.pod().ksm().name())));
      case UNKNOWN -> unknown().stream().toList();
    };
  }

  private Fix.ProbeHealth health(Instead of) {
    // Where the one listener speaks TLS, the other may not.
    return WayIn.health(
        of, s.pod(), s.match(), s.get().map(HttpGet::scheme).filter(_ -> s.at().isKsmItself()));
  }

  private Fix path() {
    if (s.at().isProxyHealth()) {
      return Plain.PROBE_HEALTHZ_OF_PROXY;
    }
    Optional<Listener> other = s.listener().map(Listener::other);
    if (s.isServedElsewhere() && other.isPresent()) {
      return move(
          other.get(), s.asks(Endpoint.READYZ) ? charts.readyzOnTelemetry(s) : Optional.empty());
    }
    return later(s.path()).orElseGet(() -> health(Instead.PATH));
  }

  /** A later release that serves the path; none where this one should, or none is known to. */
  private Optional<Fix> later(String path) {
    return s.pod()
        .component()
        .first(contract -> contract.serves(path))
        .filter(from -> s.match().version().filter(running -> running.isBefore(from)).isPresent())
        .map(from -> new Fix.UseImage(from, s.path(), health(Instead.PATH)));
  }

  private Fix move(Listener listener, Optional<ChartHint> hint) {
    Scheme set = s.get().map(HttpGet::scheme).orElse(Scheme.HTTP);
    return new Fix.MovePort(
        s.path(),
        s.dialling().port(),
        WayIn.to(s.pod(), listener, s.path(), Optional.of(set)),
        hint);
  }

  private Fix scheme() {
    if (s.isProxiedToTls()) {
      return new Fix.UpstreamOverHttps(s.at().container());
    }
    Scheme from = s.get().map(HttpGet::scheme).orElse(Scheme.HTTP);
    return new Fix.SetScheme(
        from, s.spoken(), s.pod().component().sharedTlsFlag().filter(_ -> s.at().isKsmItself()));
  }

  private List<Fix> portName() {
    String name = s.dialling().port().toString();
    Fix fix =
        declared(name)
            .<Fix>map(number -> new Fix.DeclarePort(number, name, s.container().name()))
            .orElseGet(() -> health(Instead.PORT_NAME));
    return Stream.concat(Stream.of(fix), charts.declaringPorts(s).stream()).toList();
  }

  private Optional<Integer> declared(String name) {
    return s.pod().workload().pod().containers().stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.name().equals(name))
        .map(Container.Port::number)
        .findFirst();
  }

  private Fix notListening() {
    if (s.isSilent(Cause.REFUSED) && s.at().isKsmItself()) {
      return removeHostFlag(false, false, Optional.empty());
    }
    return charts
        .proxyOn(s)
        .or(
            () ->
                Stream.of(Listener.values())
                    .filter(listener -> s.answers().serves(listener, s.path()))
                    .filter(listener -> s.pod().settings().bind(listener).port() != 0)
                    .map(listener -> move(listener, Optional.empty()))
                    .findFirst())
        .orElseGet(() -> health(Instead.PATH));
  }

  private Fix loopbackOnly() {
    Optional<ChartHint> hint = charts.notPastTheProxy(s);
    if (!s.at().isKsmItself()) {
      return new Fix.ListenOnPodIp(hint);
    }
    boolean byChart =
        s.pod().proxies().isEmpty()
            && ChartAdvice.version(s).isPresent()
            && s.listener().equals(Optional.of(Listener.TELEMETRY));
    return s.listener()
        .flatMap(behind -> WayIn.front(s.pod(), behind))
        .<Fix>map(Fix.ProbeThrough::new)
        .orElseGet(() -> removeHostFlag(byChart, true, hint));
  }

  private Fix removeHostFlag(boolean byChart, boolean orThroughProxy, Optional<ChartHint> hint) {
    Listener of = s.listener().orElse(Listener.MAIN);
    return new Fix.RemoveHostFlag(
        of, s.pod().settings().bind(of).address(), byChart, orThroughProxy, hint);
  }

  private Fix authRequired() {
    if (s.isSilent(Cause.CERTIFICATE_REQUIRED)) {
      return Plain.DEMAND_NO_CERTIFICATE;
    }
    if (s.isPasswordRequired()) {
      return Plain.SEND_CREDENTIALS;
    }
    if (s.at().isProxied()) {
      return letThrough();
    }
    return s.stranger()
        .<Fix>map(Fix.LetStrangerPass::new)
        .orElseGet(() -> health(Instead.GUARDED_PATH));
  }

  private Fix letThrough() {
    DialledPort at = s.at();
    return new Fix.LetThrough(
        at.container(),
        at.proxy().map(proxy -> proxy.contract().ignorePaths()).orElse(List.of()),
        s.path(),
        at.proxy().filter(proxy -> !proxy.contract().allowPaths().isEmpty()).isPresent(),
        charts.lettingThrough(s));
  }

  private Fix upstreamDown() {
    return s.at()
        .proxy()
        .map(Role.Proxy::upstream)
        .filter(to -> s.pod().at(to.port()).isEmpty())
        .<Fix>map(_ -> new Fix.CorrectUpstream(s.at().container()))
        .orElseGet(() -> new Fix.LookAtLogs(s.pod().ksm().name()));
  }

  private Optional<Fix> unknown() {
    if (s.built() instanceof Built.Unsendable) {
      return Optional.of(Plain.CORRECT_HEADERS);
    }
    if (!(s.answer().orElse(null) instanceof NotObservable hidden)) {
      return Optional.empty();
    }
    return switch (hidden.why()) {
      case VERSION_UNKNOWN -> Optional.of(Plain.NAME_THE_VERSION);
      case OTHER_CONTAINER ->
          Optional.of(
              s.pod().settings().main().address().isLoopback()
                  ? new Fix.ReadStranger(s.stranger())
                  : health(Instead.STRANGER));
      case VERSION_TOO_OLD,
          OUTSIDE_THE_POD,
          LOOPBACK_OF_ANOTHER_POD,
          UNREADABLE_ARGUMENT,
          UNREADABLE_START,
          MOVED_PATHS,
          VARIES,
          BEHIND_THE_API_SERVER,
          ROUND_ENDED ->
          Optional.empty();
    };
  }
}
