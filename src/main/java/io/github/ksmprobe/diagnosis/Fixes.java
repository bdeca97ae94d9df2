package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import java.util.Optional;

/** The one place that says what to change, with the chart release that does it where one exists. */
final class Fixes {

  private static final String NAME_THE_VERSION =
      "Give the version, with --ksm-version or a readable image tag.";

  private Fixes() {}

  /** Empty where nothing is to be changed. */
  static String fix(Reason reason, Situation s) {
    return fix(reason, s, ChartAdvice.KNOWN);
  }

  static String fix(Reason reason, Situation s, ChartAdvice charts) {
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
          "";
      case FOLLOWS_API_SERVER -> ApiServerCoupling.fix();
      case CATCH_ALL, WRONG_PORT, UNKNOWN_PATH -> path(s, charts);
      case WRONG_SCHEME -> scheme(s);
      case PORT_NAME_UNRESOLVED -> portName(s, charts);
      case PORT_NOT_LISTENING -> notListening(s, charts);
      case LOOPBACK_ONLY -> loopbackOnly(s, charts);
      case WRONG_HOST -> "Remove " + s.dialling().key() + ".host" + charts.withoutHost(s) + ".";
      case AUTH_REQUIRED -> AuthWording.fix(s, charts);
      case PATH_NOT_ALLOWED -> AuthWording.letThrough(s, charts);
      case FOREIGN_RESPONDER ->
          "Find out what listens on port "
              + PortWording.port(s)
              + " and give one of the two another port.";
      case METRICS_PATH -> "Probe a health path instead: " + health(s) + ".";
      case REDIRECTED -> "Probe a path that answers without a redirect.";
      case DEPENDENCY_DOWN ->
          "Look at the API server and at the network to it; to ride out such outages raise "
              + "failureThreshold, or probe /healthz on main for liveness.";
      case DEPENDENCY_SLOW -> "Look at the API server; a larger timeoutSeconds rides it out.";
      case UPSTREAM_DOWN ->
          PortWording.upstream(s).filter(to -> s.pod().at(to.port()).isEmpty()).isPresent()
              ? "Correct --upstream" + PortWording.owner(s) + "."
              : "Look at the logs of container " + s.pod().ksm().name() + ".";
      case NOT_READY -> "Look at the logs of container " + s.pod().ksm().name() + ".";
      case PROCESS_DOWN ->
          s.collision().isPresent()
              ? "Give one of the two another port."
              : "If it lasts longer than 10 s, look at the logs of container "
                  + s.pod().ksm().name()
                  + ".";
      case TIMEOUT -> "Look at the CPU limit of the container, or raise timeoutSeconds.";
      case CONNECTION_RESET, TLS_ERROR, BAD_RESPONSE ->
          "Look at the logs of container "
              + s.socket().map(Socket::container).orElse(s.pod().ksm().name())
              + ".";
      case UNKNOWN -> unknown(s);
    };
  }

  private static String path(Situation s, ChartAdvice charts) {
    if (s.isProxyHealth()) {
      return "Probe /healthz.";
    }
    Optional<Listener> other = s.listener().map(Listener::other);
    if (s.isServedElsewhere() && other.isPresent()) {
      String moved = s.path().equals(Endpoint.READYZ.path()) ? charts.readyzOnTelemetry(s) : "";
      return "Probe " + s.path() + " on " + wayTo(s, other.get()) + moved + ".";
    }
    boolean tooEarly =
        s.match()
            .version()
            .filter(version -> version.isBefore(new KsmVersion(2, 13, 0)))
            .isPresent();
    if (tooEarly && (s.asks(Endpoint.LIVEZ) || s.asks(Endpoint.READYZ))) {
      return "Use an image from v2.13.0 on with /livez on main and /readyz on telemetry, or probe /healthz on main with this one.";
    }
    return "Probe " + health(s) + ".";
  }

  /** How the kubelet gets to a listener: through a proxy that lets it, else by its own port. */
  private static String wayTo(Situation s, Listener listener) {
    Optional<Socket> proxy = PortWording.wayIn(s.pod(), listener, s.path());
    if (proxy.isPresent()) {
      return PortWording.proxy(proxy.get());
    }
    Scheme spoken = s.pod().settings().tls() ? Scheme.HTTPS : Scheme.HTTP;
    String scheme =
        s.get().map(HttpGet::scheme).orElse(Scheme.HTTP) == spoken ? "" : " with scheme: " + spoken;
    Optional<String> front = PortWording.front(s.pod(), listener);
    String bind =
        s.pod().settings().bind(listener).address().isLoopback()
            ? front.orElse(
                ", once it listens on the pod IP too or a proxy lets that path through to it")
            : "";
    return PortWording.of(s.pod(), listener) + scheme + bind;
  }

  /** The health paths of this version, each where the kubelet gets to it. */
  static String health(Situation s) {
    return health(s.pod(), s.match());
  }

  static String health(KsmPod pod, ContractMatch match) {
    boolean modern = match.contract().filter(c -> c.main().contains(Endpoint.LIVEZ)).isPresent();
    if (!modern) {
      return "/healthz on " + reachable(pod, Listener.MAIN, Endpoint.HEALTHZ.path());
    }
    String alternative =
        PortWording.wayIn(pod, Listener.MAIN, Endpoint.LIVEZ.path()).isPresent()
            ? ""
            : " or /healthz";
    return Endpoint.LIVEZ.path()
        + alternative
        + " on "
        + reachable(pod, Listener.MAIN, Endpoint.LIVEZ.path())
        + ", /readyz on "
        + reachable(pod, Listener.TELEMETRY, Endpoint.READYZ.path());
  }

  private static String reachable(KsmPod pod, Listener listener, String path) {
    boolean loopback = pod.settings().bind(listener).address().isLoopback();
    return PortWording.wayIn(pod, listener, path)
        .map(PortWording::proxy)
        .orElse(
            PortWording.of(pod, listener)
                + (loopback
                    ? PortWording.front(pod, listener).orElse(" once it listens on the pod IP")
                    : ""));
  }

  private static String scheme(Situation s) {
    if (s.isProxiedToTls()) {
      return "Set --upstream=https://… on container "
          + s.socket().map(Socket::container).orElse("of the proxy")
          + ".";
    }
    Scheme needed = s.status() == 400 ? Scheme.HTTPS : Scheme.HTTP;
    String both = s.isKsmItself() ? "; --tls-config switches both ports at once" : "";
    return "Set scheme: " + needed + " in the probe" + both + ".";
  }

  private static String portName(Situation s, ChartAdvice charts) {
    String name = s.dialling().port().toString();
    String answer =
        declaredElsewhere(s, name)
            .map(
                number ->
                    "Declare port "
                        + number
                        + " as \""
                        + name
                        + "\" in container "
                        + s.container().name()
                        + " too, or probe it by its number.")
            .orElseGet(() -> "Probe a port by its number: " + health(s) + ".");
    return answer + charts.declaringPorts(s);
  }

  private static Optional<Integer> declaredElsewhere(Situation s, String name) {
    return s.pod().workload().pod().containers().stream()
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.name().equals(name))
        .map(Container.Port::number)
        .findFirst();
  }

  private static String notListening(Situation s, ChartAdvice charts) {
    if (s.isSilent(Cause.REFUSED) && s.isKsmItself()) {
      return "Remove " + hostFlag(s) + ", so that the port listens on the pod IP.";
    }
    Optional<String> byChart = charts.proxyOn(s);
    if (byChart.isPresent()) {
      return byChart.get();
    }
    for (Listener listener : Listener.values()) {
      if (s.answers().serves(listener, s.path()) && s.pod().settings().bind(listener).port() != 0) {
        return "Probe " + s.path() + " on " + wayTo(s, listener) + ".";
      }
    }
    return "Probe " + health(s) + ".";
  }

  private static String loopbackOnly(Situation s, ChartAdvice charts) {
    Optional<String> front = s.listener().flatMap(behind -> PortWording.front(s.pod(), behind));
    if (front.isPresent() && s.isKsmItself()) {
      return "Probe it" + front.get() + ".";
    }
    boolean proxied = !s.pod().proxies().isEmpty();
    String value =
        !proxied
                && ChartAdvice.version(s).isPresent()
                && s.listener().equals(Optional.of(Listener.TELEMETRY))
            ? " (selfMonitor.telemetryHost in the chart)"
            : "";
    String start =
        s.isKsmItself()
            ? "Remove "
                + hostFlag(s)
                + value
                + ", so that the port listens on the pod IP, or probe through a proxy"
            : "Let the port listen on the pod IP";
    return start + charts.notPastTheProxy(s) + ".";
  }

  private static String hostFlag(Situation s) {
    return hostFlag(s.listener().orElse(Listener.MAIN));
  }

  static String hostFlag(Listener listener) {
    return switch (listener) {
      case MAIN -> "--host";
      case TELEMETRY -> "--telemetry-host";
    };
  }

  private static String unknown(Situation s) {
    if (s.built() instanceof Built.Unsendable) {
      return "Correct the httpHeaders of the probe.";
    }
    if (!(s.answer().orElse(null) instanceof NotObservable hidden)) {
      return "";
    }
    return switch (hidden.why()) {
      case VERSION_UNKNOWN -> NAME_THE_VERSION;
      case OTHER_CONTAINER ->
          s.pod().settings().main().address().isLoopback()
              ? "Read it there; the probe needs a path that container "
                  + s.stranger().orElse("in front")
                  + " sends to a health path of kube-state-metrics without a token."
              : "Ask kube-state-metrics itself: " + health(s) + ".";
      case VERSION_TOO_OLD,
          OUTSIDE_THE_POD,
          LOOPBACK_OF_ANOTHER_POD,
          UNREADABLE_ARGUMENT,
          UNREADABLE_START,
          ROUND_ENDED ->
          "";
    };
  }
}
