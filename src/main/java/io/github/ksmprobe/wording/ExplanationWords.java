package io.github.ksmprobe.wording;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.ProxyContract;
import io.github.ksmprobe.diagnosis.DialledPort;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.Explanation.Consequence;
import io.github.ksmprobe.diagnosis.Explanation.Plain;
import io.github.ksmprobe.diagnosis.Explanation.Undialled;
import io.github.ksmprobe.workload.ProbeType;
import java.util.List;
import java.util.Optional;

/** What becomes of a probe, and of the path that it asks for. */
final class ExplanationWords {

  private static final String COUPLED =
      " It asks the API server in turn, and fails while that is unreachable.";

  private ExplanationWords() {}

  static String of(Plain plain, Component c) {
    return switch (plain) {
      case LANDING_PAGE ->
          "\"/\" answers 200 as long as the web server runs: it proves a web server and nothing more.";
      case PROXY_HEALTH_SERVED ->
          "The proxy's own health port answers; it says nothing about %s behind it."
              .formatted(c.name());
      case PROXY_HEALTH_SERVES_NOTHING_ELSE ->
          "The proxy's health port serves /healthz and nothing else.";
      case CLIENT_CERTIFICATE_REQUIRED ->
          "The port requires a client certificate, which the kubelet never has.";
      case PASSWORD_REQUIRED ->
          "basic_auth_users in the web config file guards every path of %s, health paths included."
              .formatted(c.sharedTlsFlag().isPresent() ? "both ports" : "the port");
      case FULL_SCRAPE ->
          "The probe asks /metrics: it works, and makes %s write a full scrape each time."
              .formatted(c.name());
      case SCRAPE_OF_OWN_METRICS ->
          "The probe asks /metrics: it works, and makes %s write all its own metrics each time."
              .formatted(c.name());
      case REWRITTEN_BY_MESH ->
          "A service mesh answers this probe on behalf of the container; its own request is not shown here.";
      case COMMAND_NOT_JUDGED -> "The probe runs a command in the container, which is not judged.";
      case OWN_BINARY_AS_COMMAND ->
          "The probe starts the image's own binary once more; its exit code says nothing about the process that serves.";
      case API_SERVER_UNREACHABLE ->
          "/livez answers 503 while /healthz answers 200: %s runs, but cannot get a good /livez from the API server."
              .formatted(c.name());
      case NOT_READY ->
          !c.isKubeStateMetrics()
              ? "/readyz answers 503: %s says that it is not ready.".formatted(c.name())
              : "/readyz answers 503: kube-state-metrics cannot collect its own metrics, or it waits for its first lists, forever where it is forbidden to make one.";
      case NOTHING_ANSWERS ->
          !c.isKubeStateMetrics()
              ? "Nothing answers where %s listens: the process is down.".formatted(c.name())
              : "Nothing answers on either port of kube-state-metrics: the process is down, or it is reloading its configuration (both ports close for 3 to 6 s then).";
      case KUBELET_DISAGREES ->
          "The kubelet has considered this container not ready for longer than the probe's thresholds explain, although the same request succeeds from here: something between node and pod blocks or changes it, which cannot be seen from here.";
    };
  }

  static String of(Explanation.Path fact, Component c) {
    return switch (fact) {
      case Explanation.Served(var path, var at, boolean asksTheApiServer) ->
          "%s reaches its real handler on %s%s.%s"
              .formatted(
                  path, PortWords.asked(at, c), through(at), asksTheApiServer ? COUPLED : "");
      case Explanation.ServedByAccident accident -> accident(accident, c);
      case Explanation.ServedElsewhere(var path, var at, var servedOn) ->
          "%s is not served on %s, it is served on %s."
              .formatted(path, PortWords.asked(at, c), PortWords.of(servedOn, c));
      case Explanation.Unserved(var path, var near) ->
          c.hasOneListener()
              ? "%s is not served by this version%s.".formatted(path, near(near))
              : "%s is served on neither port of this version%s.".formatted(path, near(near));
      case Explanation.KeptBackByProxy(var path, var at) ->
          "The proxy%s does not let %s through (--allow-paths); behind it the path is served."
              .formatted(PortWords.owner(at), path);
      case Explanation.TokenRequired(var path, int status) ->
          "%s answers %s: it %s, and %s"
              .formatted(
                  path,
                  status,
                  c.isKubeStateMetrics()
                      ? "is behind --auth-filter or something like it"
                      : "requires a token",
                  status == 401
                      ? "the kubelet sends no token."
                      : "the token of the probe is not accepted.");
      case Explanation.TokenRequiredByProxy(var path, var at) ->
          "The proxy%s requires a token for %s, and the kubelet sends none; %s."
              .formatted(PortWords.owner(at), path, ignored(at));
      case Explanation.TokenRequiredByStranger(var path, int status, var container) ->
          "%s answers %s: container %s, or what it sends that path to, requires a token, and the kubelet sends none."
              .formatted(path, status, container);
      case Explanation.Redirected(int status) ->
          "The answer is a redirect (%s) that the kubelet does not follow and counts as success."
              .formatted(status);
    };
  }

  private static String accident(Explanation.ServedByAccident fact, Component c) {
    Optional<KsmVersion> ended = c.first(contract -> !contract.catchAll());
    String where = c.hasOneListener() ? "the port" : "each port";
    String elsewhere = c.hasOneListener() ? "does not have it" : "has it on neither port";
    return "%s answers every path with its landing page, so %s gets 200 by accident: %s.%s"
        .formatted(
            ended.map(version -> "Up to " + c.lastBefore(version) + " " + where).orElse("The port"),
            fact.path(),
            fact.servedOn()
                .map(on -> "it is served on " + PortWords.of(on, c) + " only")
                .orElseGet(() -> "this version " + elsewhere + near(fact.near())),
            ended.map(version -> " From " + version + " unknown paths get 404.").orElse(""));
  }

  private static String through(DialledPort at) {
    return at.isProxied() ? " through the proxy" + PortWords.owner(at) : "";
  }

  private static String near(Optional<Endpoint> near) {
    return near.map(
            known ->
                "; it differs from %s by a slash or by letter case, and both count"
                    .formatted(known.path()))
        .orElse("");
  }

  private static String ignored(DialledPort at) {
    List<String> paths =
        at.proxy().map(proxy -> proxy.contract()).map(ProxyContract::ignorePaths).orElse(List.of());
    return paths.isEmpty() ? "no path is ignored" : "it ignores only " + String.join(", ", paths);
  }

  static String of(Undialled fact, Component c) {
    return switch (fact) {
      case Explanation.NotInImage(var program) ->
          "\"%s\" is not in the image, which holds one static binary and no shell, so the command cannot start."
              .formatted(program);
      case Explanation.GrpcOfStranger(var container) ->
          "The probe asks container %s over gRPC, which is not judged.".formatted(container);
      case Explanation.NoGrpc(int port) ->
          "The kubelet asks port %s over gRPC, and %s serves none on any port."
              .formatted(port, c.name());
      case Explanation.NoProbe(var type, boolean behindProxy) ->
          "No %s probe is configured%s: %s."
              .formatted(
                  type.label(),
                  behindProxy ? " (common behind kube-rbac-proxy)" : "",
                  type == ProbeType.LIVENESS
                      ? "a hung " + c.name() + " is never restarted"
                      : "the pod counts as Ready as soon as it runs");
      case Explanation.UnreadProbe(var why) -> why;
    };
  }

  static String of(Consequence fact) {
    return switch (fact.result()) {
      case SUCCESS -> "";
      case FAILURE ->
          switch (fact.type()) {
            case LIVENESS -> "The container is restarted after " + failures(fact) + ".";
            case READINESS -> "The pod does not become Ready; nothing restarts it.";
            case STARTUP -> "The container is killed after " + failures(fact) + ".";
          };
      case DISCARDED ->
          "The kubelet discards each run: "
              + switch (fact.type()) {
                case LIVENESS -> "the container is never restarted, hung or not.";
                case READINESS -> "the pod never becomes Ready and nothing restarts it.";
                case STARTUP -> "startup never ends, and the other probes never start.";
              };
    };
  }

  private static String failures(Consequence fact) {
    int times = fact.failureThreshold();
    return times == 1 ? "one failure" : times + " failures in a row";
  }
}
