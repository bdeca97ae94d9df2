package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.Judgement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.simulator.SimulatedKubelet;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One pod over the hours: what becomes of it, and what each round on it finds. */
final class Life {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private final TreeMap<Instant, Stage> stages = new TreeMap<>();
  private final Round round = new Round(this::answers, SECOND, SECOND, 1);
  private Optional<Stage> current = Optional.empty();
  private Optional<Judgement> before = Optional.empty();

  private Life(Instant since, Stage first) {
    stages.put(since, first);
  }

  /** A pod that is there, and well as far as it is declared well, from that moment on. */
  static Life of(KsmPod pod, Instant since) {
    return new Life(since, Stage.of(pod, since));
  }

  /** The same life until that moment, and something else from then on. */
  Life then(Instant when, UnaryOperator<Stage> change) {
    stages.put(when, change.apply(stages.lastEntry().getValue()));
    return this;
  }

  /** The pod is deleted. */
  Life until(Instant end) {
    return then(end, Stage::gone);
  }

  /** A round on it, if it is there. */
  Optional<PodReport> roundAt(Instant now, boolean fromInside, Duration interval) {
    Optional<Stage> stage = Optional.ofNullable(stages.floorEntry(now)).map(Map.Entry::getValue);
    boolean changed = !stage.equals(current);
    current = stage;
    if (stage.filter(Stage::isThere).isEmpty()) {
      before = Optional.empty();
      return Optional.empty();
    }
    if (!changed && before.isPresent() && isSettled(now)) {
      return before.map(Judgement::report).map(Life::again);
    }
    String ip = stage.get().pod().ip();
    Target target =
        new Target(
            stage.get().pod(),
            fromInside ? Vantage.inside(ip) : Vantage.outside(ip),
            stage.get().kubelet().view(now));
    Moment moment = new Moment(now, Duration.between(Instant.EPOCH, now).toNanos());
    Judgement judged = Judge.of(target, round.on(target), before, moment, interval);
    before = Optional.of(judged);
    return Optional.of(judged.report());
  }

  // Long after a change a round finds what the one before found, but for the restarts: they are
  // counted every other minute, and the rounds between are spared.
  private boolean isSettled(Instant now) {
    return now.isAfter(stages.floorKey(now).plus(SETTLED)) && now.getEpochSecond() % 120 != 0;
  }

  private static PodReport again(PodReport found) {
    return new PodReport(
        found.pod(),
        found.version(),
        found.verdicts(),
        found.endpoints(),
        found.outlooks(),
        found.evidence(),
        found.kubelet(),
        found.disagreements());
  }

  private List<Answered> answers(Plan plan) {
    return current.orElseThrow().answers(plan);
  }

  /**
   * What is the case for a while.
   *
   * @param pod as it is declared
   * @param kubelet that looks after it
   * @param conditions around it
   * @param isThere whether there is such a pod
   * @param isSilent whether nobody listens on any of its ports
   */
  record Stage(
      KsmPod pod,
      SimulatedKubelet kubelet,
      Conditions conditions,
      boolean isThere,
      boolean isSilent) {

    private static Stage of(KsmPod pod, Instant since) {
      return new Stage(
          pod,
          new SimulatedKubelet(pod, since, false, Optional.empty()),
          Conditions.NORMAL,
          true,
          false);
    }

    Stage apiServerDown(Instant since) {
      SimulatedKubelet sees =
          new SimulatedKubelet(pod, kubelet.started(), kubelet.walledOff(), Optional.of(since));
      return new Stage(
          pod, sees, Conditions.NORMAL.with(Conditions.ApiServer.DOWN), isThere, isSilent);
    }

    Stage apiServerUp() {
      SimulatedKubelet sees =
          new SimulatedKubelet(pod, kubelet.started(), kubelet.walledOff(), Optional.empty());
      return new Stage(pod, sees, Conditions.NORMAL, isThere, isSilent);
    }

    Stage replacedBy(KsmPod other, Instant since) {
      return of(other, since);
    }

    /** The kubelet's requests do not get through, the exporter's do. */
    Stage walledOff() {
      SimulatedKubelet sees =
          new SimulatedKubelet(pod, kubelet.started(), true, kubelet.dependencyDownSince());
      return new Stage(pod, sees, conditions, isThere, isSilent);
    }

    Stage silent() {
      return new Stage(pod, walledOff().kubelet(), conditions, isThere, true);
    }

    private Stage gone() {
      return new Stage(pod, kubelet, conditions, false, isSilent);
    }

    private List<Answered> answers(Plan plan) {
      if (isSilent) {
        Answer refused =
            new Answer.NoResponse(Answer.Cause.REFUSED, "connection refused", Duration.ZERO);
        return plan.asks().stream().map(ask -> new Answered(ask, refused)).toList();
      }
      var version = RunningVersion.ofImage(pod.ksm().image()).match();
      return new Prediction(pod, version, conditions).answers(plan);
    }
  }
}
