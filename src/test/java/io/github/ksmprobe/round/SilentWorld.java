package io.github.ksmprobe.round;

import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.response;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pod whose kube-state-metrics falls silent between any two requests; a proxy in front of it
 * lives on and answers 502.
 */
final class SilentWorld implements Prober {

  private final KsmPod pod;
  private final KsmPod running;
  private ApiServer apiServer = ApiServer.UP;
  private IntPredicate silent = _ -> false;
  private Cause cause = Cause.REFUSED;
  private int requests;
  private int plans;

  SilentWorld(KsmPod pod, boolean swappedByFile) {
    this.pod = pod;
    this.running = swappedByFile ? pod.withListenersSwapped() : pod;
  }

  KsmPod pod() {
    return pod;
  }

  int plans() {
    return plans;
  }

  void apiServer(ApiServer state) {
    apiServer = state;
  }

  /** From the next request, number 0, on. */
  void silence(IntPredicate when, Cause how) {
    silent = when;
    cause = how;
    requests = 0;
  }

  @Override
  public List<Answered> answers(Plan plan) {
    plans++;
    return plan.asks().stream().map(ask -> new Answered(ask, answer(ask))).toList();
  }

  private Answer answer(Ask ask) {
    Prediction prediction =
        new Prediction(running, match("2.14.0"), Conditions.NORMAL.with(apiServer));
    Answer well = prediction.answer(ask.request());
    if (!silent.test(requests++)) {
      return well;
    }
    Optional<Socket> socket = running.reached(ask.request().hostname(), ask.request().port());
    return socket
        .map(
            found ->
                switch (found.role()) {
                  case Role.Ksm _ -> nothing(cause);
                  case Role.Proxy _ -> cause == Cause.TIMEOUT ? nothing(cause) : badGateway(well);
                  case Role.ProxyHealth _, Role.Other _ -> well;
                })
        .orElse(well);
  }

  private static Answer nothing(Cause cause) {
    return new Answer.NoResponse(cause, "as the system says", Duration.ZERO);
  }

  private static Answer badGateway(Answer well) {
    return well instanceof Answer.Response response && response.statusCode() != 401
        ? response(502, "", "")
        : well;
  }
}
