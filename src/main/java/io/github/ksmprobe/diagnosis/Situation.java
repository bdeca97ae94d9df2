package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.ProxyContract.Passage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Collision;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.Optional;

/**
 * All that is known of one probe that dials, in the words of the decision table.
 *
 * @param pod who listens where
 * @param match the version that runs, as far as it is known
 * @param container that the probe belongs to
 * @param probe as configured
 * @param dialling what it does, as configured
 * @param built its request as the kubelet builds it
 * @param answer what came of it; empty where it was not asked
 * @param answers everything else that was answered
 */
record Situation(
    KsmPod pod,
    ContractMatch match,
    Container container,
    Probe probe,
    Dialling dialling,
    Built built,
    Optional<Answer> answer,
    Answers answers) {

  /** The request as configured; empty for a probe that only connects. */
  Optional<HttpGet> get() {
    return dialling instanceof HttpGet get ? Optional.of(get) : Optional.empty();
  }

  Optional<Outgoing> request() {
    return built instanceof Built.Ready(var request) ? Optional.of(request) : Optional.empty();
  }

  /**
   * The path that was answered in the end: the last redirect's, or the one asked; empty for a probe
   * that asks for none.
   */
  String path() {
    if (answer.orElse(null) instanceof Response response && !response.followed().isEmpty()) {
      String url = response.followed().getLast();
      int authority = url.indexOf("//") + 2;
      int slash = url.indexOf('/', authority);
      return slash < 0 ? "/" : url.substring(slash).split("[?#]", 2)[0];
    }
    return built instanceof Built.Ready(ProbeRequest request)
        ? request.path()
        : get().map(get -> Masked.of(get.path())).orElse("");
  }

  boolean asksTheApiServer() {
    return pod.component().asksTheApiServer(path());
  }

  boolean asks(Endpoint endpoint) {
    return path().equals(endpoint.path());
  }

  boolean isRewrittenByMesh() {
    return get().filter(get -> get.path().startsWith(MeshProbes.PATHS)).isPresent()
        || (dialling.port() instanceof PortRef.Numbered(int port)
            && MeshProbes.PORTS.contains(port));
  }

  boolean isUnresolvable(Built.Cause cause) {
    return built instanceof Built.Unresolvable(var found, _) && found == cause;
  }

  boolean leadsToTheNodesLoopback() {
    return BindAddress.isLoopback(dialling.host()) && !pod.workload().pod().hostNetwork();
  }

  boolean leadsAwayFromThePod() {
    return !dialling.host().isEmpty()
        && (BindAddress.isLoopback(dialling.host())
            ? !pod.workload().pod().hostNetwork()
            : !dialling.host().equals(pod.ip()));
  }

  boolean isSilent(Cause cause) {
    return answer.orElse(null) instanceof NoResponse silence && silence.cause() == cause;
  }

  boolean isConnected() {
    return answer.orElse(null) instanceof Connected;
  }

  boolean isClass(AnswerClass wanted) {
    return answerClass().filter(wanted::equals).isPresent();
  }

  Optional<AnswerClass> answerClass() {
    return answer.flatMap(answers::classify);
  }

  int status() {
    return answer.orElse(null) instanceof Response response ? response.statusCode() : 0;
  }

  /** The socket that the kubelet's connection is meant for: by address, else by port alone. */
  Optional<Socket> socket() {
    return request()
        .flatMap(
            request ->
                pod.reached(request.hostname(), request.port()).or(() -> pod.at(request.port())));
  }

  DialledPort at() {
    String port =
        request()
            .map(Outgoing::port)
            .map(String::valueOf)
            .orElseGet(() -> dialling.port().toString());
    return new DialledPort(port, socket(), listener());
  }

  /** Whether a proxy's own plain request met TLS: the 400 then comes from behind the proxy. */
  boolean isProxiedToTls() {
    return at().isProxied()
        && status() == 400
        && get().filter(get -> get.scheme() == Scheme.HTTPS).isPresent();
  }

  /** What the port speaks, where the probe speaks something else. */
  Scheme spoken() {
    return status() == 400 ? Scheme.HTTPS : Scheme.HTTP;
  }

  /** Whether the web config file guards both ports with a password. */
  boolean isPasswordRequired() {
    return answer.orElse(null) instanceof Response response
        && response
            .headers()
            .first("WWW-Authenticate")
            .filter(challenge -> challenge.startsWith("Basic"))
            .isPresent();
  }

  /** The listener of kube-state-metrics that answers in the end, through a proxy if need be. */
  Optional<Listener> listener() {
    return socket().flatMap(pod::listenerBehind);
  }

  /** The listener that is not asked. */
  ListenerPort other() {
    return ListenerPort.of(pod, listener().map(Listener::other).orElse(Listener.MAIN));
  }

  /**
   * Whether the other listener has this path as a real handler: as it answered, and where nobody
   * heard it, as this version should.
   */
  boolean isServedElsewhere() {
    return listener().map(Listener::other).filter(this::serves).isPresent();
  }

  private boolean serves(Listener other) {
    return answers.best(other, path()).isPresent()
        ? answers.has(other, path())
        : match.contract().stream()
            .flatMap(contract -> contract.served(other).stream())
            .anyMatch(endpoint -> endpoint.path().equals(path()));
  }

  /** Whether the other listener may have this path, and nothing tells. */
  boolean isUndecidedElsewhere() {
    return match.contract().isEmpty()
        && listener()
            .map(Listener::other)
            .filter(other -> answers.wasAsked(other, path()))
            .filter(other -> answers.best(other, path()).isEmpty())
            .isPresent();
  }

  /**
   * Whether the proxy keeps this path from a real handler behind it: as its flags say, and as the
   * listener behind it answers.
   */
  boolean isKeptBackByTheProxy() {
    return socket().map(Socket::role).orElse(null) instanceof Role.Proxy(var rules, _)
        && (rules.passage(path()) == Passage.NOT_ALLOWED
            || listener().filter(behind -> answers.has(behind, path())).isPresent());
  }

  boolean isHealthzServed() {
    return answers.serves(Listener.MAIN, Endpoint.HEALTHZ.path());
  }

  boolean showsCredentials() {
    return get().stream()
        .flatMap(get -> get.headers().stream())
        .anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
  }

  boolean isApiServerOutOfReach() {
    return answers.isClass(Listener.MAIN, Endpoint.LIVEZ.path(), AnswerClass.UNAVAILABLE);
  }

  /** The container, other than kube-state-metrics, that should answer where the probe dials. */
  Optional<String> neighbour() {
    return request()
        .flatMap(request -> pod.reached(request.hostname(), request.port()))
        .filter(socket -> !(socket.role() instanceof Role.Ksm))
        .map(Socket::container)
        .or(() -> undeclaredPort().flatMap(pod.strangers()::naming).map(Container::name));
  }

  /** The container that answers or may answer the probe, and whose configuration is not read. */
  Optional<String> stranger() {
    return socket()
        .filter(socket -> socket.role() instanceof Role.Other)
        .map(Socket::container)
        .or(() -> undeclaredPort().flatMap(pod.strangers()::mayListenAt).map(Container::name));
  }

  private Optional<Integer> undeclaredPort() {
    return request().map(Outgoing::port).filter(port -> pod.at(port).isEmpty());
  }

  /**
   * Why the process that is to answer cannot start: two want one port. Where kube-state-metrics
   * answers, it did start.
   */
  Optional<Collision> collision() {
    String ksm = pod.ksm().name();
    return socket()
        .map(Socket::container)
        .filter(container -> !container.equals(ksm))
        .flatMap(pod::collision)
        .or(() -> answers.isSilent() ? pod.collision(ksm) : Optional.empty());
  }

  /**
   * Whether a refusal there can be no fault of the configuration: a neighbour should listen, whose
   * process is another one, or another request to that very address was answered.
   */
  boolean isListenedOtherwise() {
    return neighbour().isPresent()
        || request()
            .filter(request -> answers.answersAt(request.hostname(), request.port()))
            .isPresent();
  }

  boolean isDialledPortOnLoopback() {
    return request().filter(request -> answers.answersOnLoopback(request.port())).isPresent()
        || socket().map(Socket::address).filter(BindAddress::isLoopback).isPresent();
  }

  /** Whether what answers at the probe's port has nothing of kube-state-metrics. */
  boolean isForeign() {
    if (isClass(AnswerClass.FOREIGN) || (isClass(AnswerClass.EMPTY) && !asks(Endpoint.METRICS))) {
      return true;
    }
    return isClass(AnswerClass.NOT_FOUND)
        && !at().isProxied()
        && !at().isProxyHealth()
        && isSignatureForeign();
  }

  private boolean isSignatureForeign() {
    Optional<Answer> root =
        listener()
            .flatMap(listener -> answers.best(listener, "/"))
            .or(() -> request().flatMap(request -> answers.signature(request.port())));
    return root.flatMap(answers::classify)
        .map(
            kind ->
                kind == AnswerClass.FOREIGN
                    || (listener().isEmpty() && kind == AnswerClass.NOT_FOUND))
        .orElse(false);
  }
}
