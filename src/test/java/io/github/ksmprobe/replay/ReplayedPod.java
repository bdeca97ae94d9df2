package io.github.ksmprobe.replay;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.Judgement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** A pod of kube-state-metrics whose process does, second by second, what it is told to. */
final class ReplayedPod {

  static final Duration INTERVAL = Duration.ofSeconds(15);

  /** Rounds between two requests to main /metrics. */
  private static final int METRICS_EVERY = 4;

  enum ProcessState {
    /** There is no such pod, not yet or not any more. */
    GONE,
    /** Its ports refuse: it is started, or waits to be started again. */
    DOWN,
    /** It takes connections and says nothing. */
    HANGING,
    UP
  }

  private final KsmPod pod;
  private final IntFunction<ProcessState> life;
  private ProcessState process = ProcessState.GONE;
  private ApiServer apiServer = ApiServer.UP;
  private Optional<KubeletView> kubelet = Optional.empty();
  private Round round = newRound();
  private Optional<Judgement> judged = Optional.empty();

  ReplayedPod(String name, String ip, IntFunction<ProcessState> life, Container... containers) {
    Pod declared = new Pod(false, ip, List.of(containers));
    this.pod =
        KsmPod.of(new Workload("pods.yaml", "Pod", "monitoring", name, Map.of(), declared))
            .orElseThrow();
    this.life = life;
  }

  String name() {
    return pod.workload().name();
  }

  String ip() {
    return pod.ip();
  }

  ProcessState process() {
    return process;
  }

  /** Time goes on to that second; the kubelet's view came from there. */
  void at(int second, ApiServer state, WorkloadSource source) {
    ProcessState before = process;
    process = life.apply(second);
    apiServer = state;
    boolean ready = process == ProcessState.UP && before == ProcessState.UP;
    Moment now = moment(second);
    if (state == ApiServer.UP || kubelet.isEmpty()) {
      kubelet =
          Optional.of(
              new KubeletView(
                      source,
                      List.of(new ContainerState(pod.ksm().name(), ready, 0)),
                      Optional.of(new ReadyCondition(ready, now.time())))
                  .seen(now));
    }
  }

  /** A round by an exporter that lives beside it or elsewhere. */
  PodReport asked(int second, boolean fromInside) {
    Vantage vantage = fromInside ? Vantage.inside(ip()) : Vantage.outside(ip());
    Target target = new Target(pod, vantage, kubelet.orElse(KubeletView.NONE));
    Judgement now = Judge.of(target, round.on(target), judged, moment(second), INTERVAL);
    judged = Optional.of(now);
    return now.report();
  }

  /** Whoever asked it has forgotten all. */
  void forgotten() {
    round = newRound();
    judged = Optional.empty();
  }

  private Round newRound() {
    return new Round(this::answers, Duration.ofSeconds(5), INTERVAL, METRICS_EVERY);
  }

  private List<Answered> answers(Plan plan) {
    Prediction well =
        new Prediction(
            pod,
            RunningVersion.ofImage(pod.ksm().image()).match(),
            Conditions.NORMAL.with(apiServer));
    return switch (process) {
      case UP -> well.answers(plan);
      case HANGING -> silent(plan, Cause.TIMEOUT);
      case DOWN, GONE -> silent(plan, Cause.REFUSED);
    };
  }

  private static List<Answered> silent(Plan plan, Cause cause) {
    Answer nothing = new Answer.NoResponse(cause, "as the system says", Duration.ZERO);
    return plan.asks().stream().map(ask -> new Answered(ask, nothing)).toList();
  }

  private static Moment moment(int second) {
    return new Moment(Instant.EPOCH.plusSeconds(second), second * 1_000_000_000L);
  }
}
