package io.github.ksmprobe.scan;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.evidence.Way;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * One pod, asked by both ways at once.
 *
 * <p>What the kubelet gets is put together. It dials the pod's address, and so does the API server:
 * whether somebody listens there, only that way tells. What is answered, the tunnel tells byte for
 * byte. Where one of them is closed, the other stands in as far as the pod's declaration says that
 * both lead to one listener; beyond that nothing is known.
 */
final class TwoWays implements Prober {

  private final KsmPod pod;
  private final Prober tunnel;
  private final Prober proxy;
  private final Executor beside;
  private final Map<Way.Kind, Way> ways = new EnumMap<>(Way.Kind.class);

  /**
   * Ways to a pod.
   *
   * @param beside runs one of them while the other is under way
   */
  TwoWays(KsmPod pod, Prober tunnel, Prober proxy, Executor beside) {
    this.pod = pod;
    this.tunnel = tunnel;
    this.proxy = proxy;
    this.beside = beside;
  }

  /** Which ways led to the pod, of those that were tried. */
  synchronized List<Way> ways() {
    return List.copyOf(ways.values());
  }

  @Override
  public List<Answered> answers(Plan plan) {
    CompletableFuture<Map<Ask, Answer>> far =
        CompletableFuture.supplyAsync(
            () -> asked(Way.Kind.PODS_PROXY, proxy, plan, this::goesByProxy), beside);
    Map<Ask, Answer> near = asked(Way.Kind.PORT_FORWARD, tunnel, plan, TwoWays::goesByTunnel);
    Map<Ask, Answer> outside = far.join();
    return plan.asks().stream()
        .map(ask -> new Answered(ask, together(ask, near, outside)))
        .toList();
  }

  private Map<Ask, Answer> asked(Way.Kind kind, Prober way, Plan plan, Predicate<Ask> goes) {
    List<Ask> asks = plan.asks().stream().filter(goes).toList();
    List<Answered> answered = way.answers(new Plan(asks, plan.deadline()));
    learn(kind, answered);
    Map<Ask, Answer> found = new HashMap<>();
    answered.forEach(one -> found.put(one.ask(), one.answer()));
    return found;
  }

  /** A way that led to the pod once is open. */
  private synchronized void learn(Way.Kind kind, List<Answered> answered) {
    boolean open = answered.stream().anyMatch(one -> !(one.answer() instanceof NotObservable));
    Optional<String> trouble =
        answered.stream()
            .flatMap(
                one ->
                    one.answer() instanceof NotObservable(var why, var subject)
                            && why == Why.BEHIND_THE_API_SERVER
                        ? Optional.of(subject).stream()
                        : Optional.<String>empty().stream())
            .findFirst();
    if (open) {
      ways.put(kind, new Way(kind, Optional.empty()));
    } else if (trouble.isPresent()) {
      ways.putIfAbsent(kind, new Way(kind, trouble));
    }
  }

  private static boolean goesByTunnel(Ask ask) {
    return ask.request() instanceof ProbeRequest && !isCellVia(ask, Via.POD_IP);
  }

  private boolean goesByProxy(Ask ask) {
    return ask.request() instanceof ProbeRequest request
        && request.hostname().equals(pod.ip())
        && !isCellVia(ask, Via.LOOPBACK);
  }

  private static boolean isCellVia(Ask ask, Via via) {
    return ask.purpose() instanceof Purpose.Cell cell && cell.via() == via;
  }

  private Answer together(Ask ask, Map<Ask, Answer> near, Map<Ask, Answer> far) {
    return switch (ask.purpose()) {
      case Purpose.Cell _ ->
          Optional.ofNullable(near.get(ask))
              .or(() -> Optional.ofNullable(far.get(ask)))
              .orElseGet(() -> hidden("it is asked by no way"));
      case Purpose.Configured _, Purpose.Signature _ ->
          ask.request() instanceof ProbeRequest
              ? asTheKubelet(
                  ask, Optional.ofNullable(near.get(ask)), Optional.ofNullable(far.get(ask)))
              : connection(ask, near, far);
    };
  }

  private Answer asTheKubelet(Ask ask, Optional<Answer> near, Optional<Answer> far) {
    Answer inside = near.orElseGet(() -> hidden("no tunnel leads there"));
    if (far.isEmpty()) {
      return inside;
    }
    Answer outside = far.get();
    boolean answeredInside = inside instanceof Response;
    if (outside instanceof NotObservable) {
      return inferred(ask, inside, outside);
    }
    if (isRefused(outside)) {
      // Declared to listen there, and heard to listen: then it is refused to the API server alone.
      return answeredInside && isOneListener(ask) ? inside : outside;
    }
    return answeredInside ? inside : outside;
  }

  /** Without the way from outside, the pod's own declaration says what the tunnel is worth. */
  private Answer inferred(Ask ask, Answer inside, Answer outside) {
    if (inside instanceof NotObservable) {
      return inside;
    }
    Optional<Socket> socket = pod.at(ask.request().port());
    if (isOneListener(ask) || (socket.isEmpty() && isRefused(inside))) {
      return inside;
    }
    boolean declaredOnLoopback = socket.filter(one -> one.address().isLoopback()).isPresent();
    return declaredOnLoopback && !isRefused(inside)
        ? refused(ask, "it listens on " + socket.get().address().text() + " only")
        : outside;
  }

  /** Whether it is declared that loopback and the pod's address lead to one and the same. */
  private boolean isOneListener(Ask ask) {
    return pod.at(ask.request().port())
        .filter(socket -> !(socket.role() instanceof Socket.Role.Other))
        .filter(socket -> socket.address().isAny())
        .isPresent();
  }

  /** A bare connection shows nothing by these ways; that something else was answered there does. */
  private Answer connection(Ask ask, Map<Ask, Answer> near, Map<Ask, Answer> far) {
    List<Answer> outside = on(ask.request().port(), far);
    List<Answer> inside = on(ask.request().port(), near);
    boolean loopback = BindAddress.isLoopback(ask.request().hostname());
    boolean seen =
        outside.stream().anyMatch(Response.class::isInstance)
            || ((loopback || isOneListener(ask))
                && inside.stream().anyMatch(Response.class::isInstance));
    if (seen) {
      return new Answer.Connected(Duration.ZERO);
    }
    return outside.stream().anyMatch(TwoWays::isRefused)
        ? refused(ask, "connection refused")
        : hidden("a bare connection ends at the API server");
  }

  private static List<Answer> on(int port, Map<Ask, Answer> answers) {
    return answers.entrySet().stream()
        .filter(one -> one.getKey().request().port() == port)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean isRefused(Answer answer) {
    return answer instanceof NoResponse silence && silence.cause() == Cause.REFUSED;
  }

  private static Answer refused(Ask ask, String why) {
    return new NoResponse(Cause.REFUSED, ask.request().address() + ": " + why, Duration.ZERO);
  }

  private static Answer hidden(String why) {
    return new NotObservable(Why.BEHIND_THE_API_SERVER, why);
  }
}
