package io.github.ksmprobe.scan;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.round.Prober;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the time of the way from that of the pod: the kubelet sits beside it, and here an API
 * server and the half of the world may lie between. Each request gets longer, and what came too
 * late for the kubelet is late only by what it took beyond the quickest answer of that pod.
 *
 * @param way that needs time of its own
 * @param allowance for the way
 */
record Unhurried(Prober way, Duration allowance) implements Prober {

  @Override
  public List<Answered> answers(Plan plan) {
    List<Ask> patient = plan.asks().stream().map(this::patient).toList();
    List<Answered> answered = way.answers(new Plan(patient, plan.deadline().plus(allowance)));
    Duration shortest =
        answered.stream()
            .map(Answered::answer)
            .filter(Response.class::isInstance)
            .map(Response.class::cast)
            .map(Response::took)
            .min(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    List<Answered> all = new ArrayList<>();
    for (int i = 0; i < answered.size(); i++) {
      Ask ask = plan.asks().get(i);
      all.add(new Answered(ask, inTime(ask, answered.get(i).answer(), shortest)));
    }
    return all;
  }

  private Ask patient(Ask ask) {
    return new Ask(
        ask.purpose(),
        ask.request(),
        ask.timeout().plus(allowance),
        ask.reading(),
        ask.authorized());
  }

  private static Answer inTime(Ask ask, Answer answer, Duration shortest) {
    if (!(answer instanceof Response came)) {
      return answer;
    }
    Duration own = came.took().minus(shortest);
    return own.compareTo(ask.timeout()) > 0
        ? new NoResponse(
            Cause.TIMEOUT,
            ask.request().address()
                + ": no complete answer headers after "
                + own.toMillis()
                + " ms",
            own)
        : answer;
  }
}
