package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.Roles;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a pod, by what it answered or by what the model says that it would answer. All reports are
 * made here.
 */
public final class Judge {

  /** How much of a body is kept as evidence: enough to tell who answered. */
  private static final int EXCERPT = 400;

  private final ProbedPod pod;
  private final RunningVersion version;
  private final List<Answered> answered;
  private final Forecast forecast;

  private Judge(ProbedPod pod, RunningVersion version, List<Answered> answered, Forecast forecast) {
    this.pod = pod;
    this.version = version;
    this.answered = answered;
    this.forecast = forecast;
  }

  /** By answers that stand alone: whether the kubelet disagrees, only time can tell. */
  public static PodReport of(Target target, List<Answered> answered) {
    Judge judge = by(target, answered, Optional.empty());
    return judge.report(judge.verdicts(), target.kubelet(), List.of());
  }

  /**
   * By the answers of a round.
   *
   * @param before what came of the round before
   * @param now when the answers came
   * @param interval from round to round
   */
  public static Judgement of(
      Target target,
      List<Answered> answered,
      Optional<Judgement> before,
      Moment now,
      Duration interval) {
    Judge judge = by(target, answered, before.map(Judgement::forecast));
    KubeletView kubelet = target.kubelet().at(now);
    Disagreements kept =
        new Disagreements(
            kubelet, before.map(Judgement::contradicted).orElse(Map.of()), now, interval);
    List<Verdict> verdicts = judge.verdicts();
    List<Disagreement> found = kept.found(target.pod(), verdicts);
    return new Judgement(
        judge.report(Disagreements.applied(verdicts, found), kubelet, found),
        judge.forecast,
        kept.contradicted(verdicts));
  }

  private static Judge by(Target target, List<Answered> answered, Optional<Forecast> known) {
    boolean swapped = Roles.areSwapped(target.pod().component(), answered);
    ProbedPod pod = swapped ? target.probed().withListenersSwapped() : target.probed();
    List<Answered> sorted = swapped ? Roles.swapped(answered) : answered;
    RunningVersion version = RunningVersion.learn(sorted, pod.pod());
    Forecast forecast =
        known
            .filter(one -> one.isOf(pod.pod(), version.match()))
            .orElseGet(() -> Forecast.of(new Model(pod), version.match()));
    return new Judge(pod, version, sorted, forecast);
  }

  /** By the model alone. */
  public static PodReport predicted(KsmPod pod, RunningVersion version) {
    return predicted(pod, version, List.of());
  }

  /** The same, where all verdicts take that for granted too. */
  static PodReport predicted(KsmPod pod, RunningVersion version, List<Premise> premises) {
    return predicted(new Model(ProbedPod.of(pod)), version, premises);
  }

  /** The same under each of these versions; under the one of its image where there are none. */
  public static List<PodReport> predicted(KsmPod pod, List<KsmVersion> versions) {
    Model model = new Model(ProbedPod.of(pod));
    return versions.isEmpty()
        ? List.of(predicted(model, RunningVersion.ofImage(pod), List.of()))
        : versions.stream()
            .map(
                version ->
                    predicted(model, RunningVersion.given(pod.component(), version), List.of()))
            .toList();
  }

  private static PodReport predicted(Model model, RunningVersion version, List<Premise> premises) {
    Judge judge =
        new Judge(
            model.pod(),
            version,
            model.answers(version.match()),
            Forecast.of(model, version.match()));
    return new PodReport(
        judge.pod.pod(),
        version,
        judge.verdicts().stream().map(verdict -> verdict.assuming(premises)).toList(),
        judge.endpoints(),
        judge.forecast.outlooks());
  }

  private List<Verdict> verdicts() {
    return forecast.applied(Diagnosis.of(pod, version.match(), answered), answered);
  }

  private List<EndpointState> endpoints() {
    return EndpointState.of(pod.pod(), version.match(), answered);
  }

  private PodReport report(
      List<Verdict> verdicts, KubeletView kubelet, List<Disagreement> disagreements) {
    return new PodReport(
        pod.pod(),
        version,
        verdicts,
        endpoints(),
        forecast.outlooks(),
        answered.stream().map(exchange -> exchange.excerpt(EXCERPT)).toList(),
        kubelet,
        disagreements);
  }
}
