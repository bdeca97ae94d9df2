package io.github.ksmprobe.prediction;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.ProxyContract;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.Redirected;
import io.github.ksmprobe.kubelet.TcpDial;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProxySettings.Upstream;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The network of one pod, on paper: dial, TLS, proxy, kube-state-metrics, redirects, in the order
 * in which a real request meets them.
 *
 * @param pod who listens where
 * @param match the version that runs, as far as it is known
 * @param conditions the world around the pod
 */
public record Prediction(KsmPod pod, ContractMatch match, Conditions conditions) {

  /** One answer for each request of the plan, in its order. */
  public List<Answered> answers(Plan plan) {
    return plan.asks().stream().map(ask -> new Answered(ask, answer(ask.request()))).toList();
  }

  /** The answer to one request after all redirects, or to a connection. */
  public Answer answer(Outgoing asked) {
    return switch (asked) {
      case ProbeRequest request -> lastAnswer(request);
      case TcpDial dial -> dial(dial);
    };
  }

  private Answer lastAnswer(ProbeRequest first) {
    ProbeRequest request = first;
    List<String> followed = new ArrayList<>();
    while (true) {
      Answer answer = dial(request);
      if (!(answer instanceof Response response)) {
        return answer;
      }
      Redirected next =
          request.redirect(response.statusCode(), response.headers().first("Location"));
      switch (next) {
        case Redirected.Final() -> {
          return new Response(
              response.statusCode(), response.headers(), response.body(), followed, Duration.ZERO);
        }
        case Redirected.Failed(var reason, var detail) -> {
          Cause cause =
              switch (reason) {
                case TOO_MANY -> Cause.TOO_MANY_REDIRECTS;
                case UNPARSABLE_LOCATION, UNSUPPORTED_TARGET -> Cause.BAD_REDIRECT;
              };
          return new NoResponse(cause, detail, Duration.ZERO);
        }
        case Redirected.Follow(var following) -> {
          followed.add(following.address());
          request = following;
        }
      }
    }
  }

  /** The answer to one request, redirects not followed, or to a connection. */
  public Answer dial(Outgoing request) {
    String host = request.hostname();
    if (!host.equals(pod.ip()) && !BindAddress.isLoopback(host)) {
      return new NotObservable(Why.OUTSIDE_THE_POD, host);
    }
    Optional<Socket> socket = listening(host, request.port());
    if (socket.isPresent()) {
      return switch (request) {
        case ProbeRequest sent -> answer(socket.get(), sent.scheme(), sent.target());
        case TcpDial _ -> connection(socket.get());
      };
    }
    return silence(host, request.port());
  }

  /** What becomes of a connection to where nothing is known to listen. */
  private Answer silence(String host, int port) {
    if (pod.component().openings().stream()
        .anyMatch(opening -> pod.socket(opening.listener()).isEmpty())) {
      return new NotObservable(Why.UNREADABLE_ARGUMENT, "port " + port);
    }
    if (pod.at(port).isEmpty()) {
      Optional<Container> stranger = pod.strangers().mayListenAt(port);
      if (stranger.isPresent()) {
        return new NotObservable(
            Why.OTHER_CONTAINER,
            "container " + stranger.get().name() + ", should it listen on port " + port + ",");
      }
      if (pod.settings().isStartUnread()) {
        return new NotObservable(Why.UNREADABLE_START, "port " + port);
      }
    }
    return new NoResponse(
        Cause.REFUSED,
        "dial tcp " + host + ":" + port + ": connect: connection refused",
        Duration.ZERO);
  }

  /**
   * What a socket of the pod answers.
   *
   * @param scheme that the client speaks
   * @param target path and query as they stand on the request line
   */
  public Answer answer(Socket socket, Scheme scheme, String target) {
    if (socket.role() instanceof Role.Other) {
      return untold(socket);
    }
    if (scheme != socket.scheme()) {
      return switch (socket.scheme()) {
        case HTTPS -> Replies.httpToHttps();
        case HTTP ->
            new NoResponse(
                Cause.PLAIN_HTTP, "http: server gave HTTP response to HTTPS client", Duration.ZERO);
      };
    }
    return switch (socket.role()) {
      case Role.Ksm(var listener) -> ksm(listener, target);
      case Role.Proxy(var contract, var upstream) ->
          switch (contract.passage(target)) {
            case PASSED -> forwarded(upstream, target);
            case UNAUTHORIZED -> stopped(socket, Replies.unauthorized());
            case NOT_ALLOWED -> stopped(socket, Replies.notFound());
          };
      case Role.ProxyHealth() ->
          target.split("\\?", 2)[0].equals(ProxyContract.HEALTH_PATH)
              ? Replies.proxyOk()
              : Replies.notFound();
      case Role.Other() -> throw new IllegalStateException("answered above");
    };
  }

  // Where two want one port, one of them exits, and is started again and again.
  private Optional<Socket> listening(String host, int port) {
    return pod.reached(host, port).filter(socket -> pod.collision(socket.container()).isEmpty());
  }

  private static Answer untold(Socket socket) {
    return new NotObservable(
        Why.OTHER_CONTAINER, "container " + socket.container() + " on port " + socket.port());
  }

  // A declared port is no promise that somebody listens there.
  private static Answer connection(Socket socket) {
    return switch (socket.role()) {
      case Role.Ksm _, Role.Proxy _, Role.ProxyHealth _ -> new Connected(Duration.ZERO);
      case Role.Other _ -> untold(socket);
    };
  }

  // A path flag that the manifest hides may well let the path through.
  private Answer stopped(Socket proxy, Answer answer) {
    boolean hidden =
        Optional.ofNullable(pod.proxies().get(proxy.container()))
            .filter(settings -> !settings.assumptions().isEmpty())
            .isPresent();
    return hidden
        ? new NotObservable(
            Why.UNREADABLE_ARGUMENT, "port " + proxy.port() + " of container " + proxy.container())
        : answer;
  }

  private Answer forwarded(Upstream upstream, String target) {
    Optional<Socket> behind = listening(upstream.host(), upstream.port());
    if (behind.isEmpty()) {
      return silence(upstream.host(), upstream.port()) instanceof NotObservable hidden
          ? hidden
          : Replies.badGateway();
    }
    return switch (answer(behind.get(), upstream.scheme(), target)) {
      // The proxy waits as long as its client does; every other failure of the upstream is a 502.
      case NoResponse silence when silence.cause() == Cause.TIMEOUT -> silence;
      case NoResponse _ -> Replies.badGateway();
      case Response response -> response;
      case Connected connection -> connection;
      case NotObservable hidden -> hidden;
    };
  }

  private Answer ksm(Listener listener, String target) {
    return switch (match) {
      case ContractMatch.Known(var version, var contract) ->
          ksm(version, contract, listener, target);
      case ContractMatch.Newer(var version, var contract) ->
          ksm(version, contract, listener, target);
      case ContractMatch.Fingerprint(var contract) ->
          ksm(contract.since(), contract, listener, target);
      case ContractMatch.Older(var version) ->
          new NotObservable(Why.VERSION_TOO_OLD, version.toString());
      case ContractMatch.Unreadable(var text) -> new NotObservable(Why.VERSION_UNKNOWN, text);
    };
  }

  private Answer ksm(KsmVersion version, Contract contract, Listener listener, String target) {
    Optional<String> moved = pod.settings().movedBy();
    if (moved.isPresent()) {
      return new NotObservable(Why.MOVED_PATHS, moved.get());
    }
    return new KsmResponder(
            pod.component(), version, contract, pod.settings().authFilter(), conditions)
        .answer(listener, target);
  }
}
