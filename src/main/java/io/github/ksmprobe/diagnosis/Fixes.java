package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import java.util.Optional;

/** The one place that says what to change, with the chart release that does it where one exists. */
final class Fixes {

  /**
   * Where the chart's readiness probe moved to telemetry, and what its umbrellas pulled in then.
   */
  private static final String READYZ_MOVED =
      "the kube-state-metrics chart does so from 5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0)";

  private Fixes() {}

  /** Empty where nothing is to be changed. */
  static String fix(Reason reason, Situation s) {
    return switch (reason) {
      case OK, LANDING_PAGE, REWRITTEN, UNSUPPORTED, NO_PROBE -> "";
      case CATCH_ALL, WRONG_PORT, UNKNOWN_PATH -> path(s);
      case WRONG_SCHEME -> scheme(s);
      case PORT_NAME_UNRESOLVED -> portName(s);
      case PORT_NOT_LISTENING -> notListening(s);
      case LOOPBACK_ONLY -> loopbackOnly(s);
      case WRONG_HOST ->
          "Remove httpGet.host"
              + chart(s)
                  .filter(chart -> chart.isBetween("5.16.0", "5.16.3"))
                  .map(chart -> "; the kube-state-metrics chart does so from 5.16.4")
                  .orElse("")
              + ".";
      case AUTH_REQUIRED -> auth(s);
      case PATH_NOT_ALLOWED ->
          "Add " + s.path() + " to --allow-paths, or use --ignore-paths=" + s.path() + " instead.";
      case FOREIGN_RESPONDER ->
          "Find out what listens on port " + port(s) + " and give one of the two another port.";
      case METRICS_PATH -> "Probe a health path instead: " + health(s) + ".";
      case REDIRECTED -> "Probe a path that answers by itself.";
      case DEPENDENCY_DOWN ->
          "Look at the API server and at the network to it; to ride out such outages raise "
              + "failureThreshold, or probe /healthz on main for liveness.";
      case DEPENDENCY_SLOW -> "Look at the API server; a larger timeoutSeconds rides it out.";
      case UPSTREAM_DOWN -> "Look at the logs of container " + s.pod().ksm().name() + ".";
      case NOT_READY -> "Look at the logs of container " + s.pod().ksm().name() + ".";
      case PROCESS_DOWN ->
          "If it lasts longer than 10 s, look at the logs of container "
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

  private static String path(Situation s) {
    if (s.isProxyHealth()) {
      return "Probe /healthz.";
    }
    Optional<Listener> other = s.listener().map(Listener::other);
    if (s.isServedElsewhere() && other.isPresent()) {
      String move = "Probe " + s.path() + " on port " + s.pod().settings().bind(other.get()).port();
      String bind =
          s.pod().settings().bind(other.get()).address().isLoopback()
              ? ", which must then listen on the pod IP too (or behind a proxy)"
              : "";
      boolean readyz = s.path().equals(Endpoint.READYZ.path());
      return move + bind + (readyz ? "; " + READYZ_MOVED : "") + ".";
    }
    boolean tooEarly =
        s.match()
            .version()
            .filter(version -> version.isBefore(new KsmVersion(2, 13, 0)))
            .isPresent();
    if (tooEarly && (s.path().equals("/livez") || s.path().equals("/readyz"))) {
      return "Use an image from v2.13.0 on with /livez on main and /readyz on telemetry, or probe /healthz on main with this one.";
    }
    return "Probe " + health(s) + ".";
  }

  private static String health(Situation s) {
    Optional<Contract> contract = s.match().contract();
    boolean modern = contract.filter(c -> c.main().contains(Endpoint.LIVEZ)).isPresent();
    int main = s.pod().settings().main().port();
    int telemetry = s.pod().settings().telemetry().port();
    return modern
        ? "/livez or /healthz on port "
            + main
            + " (main), /readyz on port "
            + telemetry
            + " (telemetry)"
        : "/healthz on port " + main + " (main)";
  }

  private static String scheme(Situation s) {
    Scheme needed = s.status() == 400 ? Scheme.HTTPS : Scheme.HTTP;
    return "Set scheme: " + needed + " in the probe; --tls-config switches both ports at once.";
  }

  private static String portName(Situation s) {
    String name = s.get().port().toString();
    String known =
        chart(s)
            .filter(chart -> chart.isFrom("6.3.0") && !s.pod().proxies().isEmpty())
            .map(
                chart ->
                    " No chart release up to 8.4.0 does so with kubeRBACProxy.enabled (helm-charts#6164).")
            .orElse("");
    return "Declare a port named \""
        + name
        + "\" in container "
        + s.container().name()
        + ", or use the port's number in the probe."
        + known;
  }

  private static String notListening(Situation s) {
    if (s.isSilent(Cause.REFUSED) && s.isDialledPortOnLoopback()) {
      return loopbackOnly(s);
    }
    boolean proxyMissing =
        !s.pod().proxies().isEmpty()
            && chart(s)
                .filter(c -> c.isBetween("5.29.0", "5.33.1") || c.isBetween("6.1.3", "6.2.0"))
                .isPresent();
    if (proxyMissing) {
      return "Set selfMonitor.enabled=true: only then does this chart put a proxy on port "
          + port(s)
          + ".";
    }
    String path = s.path();
    for (Listener listener : Listener.values()) {
      boolean served = s.answers().serves(listener, path);
      int port = s.pod().settings().bind(listener).port();
      if (served && port != 0) {
        return "Probe port "
            + port
            + ", where "
            + listener.label()
            + " listens and serves "
            + path
            + ".";
      }
    }
    return "Probe " + health(s) + ".";
  }

  private static String loopbackOnly(Situation s) {
    Optional<Listener> listener = s.listener();
    String flag =
        listener.filter(l -> l == Listener.TELEMETRY).isPresent() ? "--telemetry-host" : "--host";
    String start =
        listener.isPresent()
            ? "Remove "
                + flag
                + ", so that the port listens on the pod IP, or probe through a proxy"
            : "Let the port listen on the pod IP";
    String chart =
        chart(s)
            .filter(c -> c.isBetween("5.27.0", "5.28.1") && !s.pod().proxies().isEmpty())
            .map(
                c ->
                    "; with kubeRBACProxy.enabled only the kube-state-metrics charts 6.1.3 to 6.2.0 do, with selfMonitor.enabled")
            .orElse("");
    return start + chart + ".";
  }

  private static String auth(Situation s) {
    if (s.isSilent(Cause.CERTIFICATE_REQUIRED)) {
      return "Relax client_auth_type in the web config file, or put a proxy in front: the kubelet has no certificate to show.";
    }
    boolean basic =
        s.answer().orElse(null) instanceof Response response
            && response.headers().first("WWW-Authenticate").isPresent();
    if (basic) {
      return "Give the probe an Authorization header (httpHeaders), or guard the ports with a proxy instead.";
    }
    if (s.isProxied()) {
      String release =
          chart(s)
              .filter(c -> c.isBetween("5.29.0", "5.33.1"))
              .map(
                  c ->
                      "; the kube-state-metrics charts 6.1.3 to 6.2.0 do, with selfMonitor.enabled")
              .orElse("");
      return "Let the path through: --ignore-paths="
          + s.path()
          + " on container "
          + s.socket().map(Socket::container).orElse("of the proxy")
          + release
          + ".";
    }
    return "Probe a health path instead, they are never behind --auth-filter: " + health(s) + ".";
  }

  private static String unknown(Situation s) {
    if (s.answer().orElse(null) instanceof NotObservable hidden
        && hidden.why() == Why.VERSION_UNKNOWN) {
      return "Name the version, with --ksm-version or a readable image tag.";
    }
    return "";
  }

  private static Optional<Chart> chart(Situation s) {
    return Chart.of(s.pod().workload());
  }

  private static String port(Situation s) {
    return s.request()
        .map(ProbeRequest::port)
        .map(String::valueOf)
        .orElse(s.get().port().toString());
  }
}
