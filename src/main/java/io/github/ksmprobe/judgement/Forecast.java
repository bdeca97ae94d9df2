package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model says of a pod under a version: {@code check}'s verdicts and the upgrade forecast.
 */
public final class Forecast {

  private final KsmPod pod;
  private final Plan plan;
  private final Map<KsmVersion, UpgradeVerdicts> known = new HashMap<>();

  /** Of one pod, which can be asked for many versions: what they have in common is done once. */
  Forecast(KsmPod pod) {
    this.pod = pod;
    this.plan =
        new Questions(Vantage.inside(pod.ip()), Duration.ofSeconds(1), Duration.ofSeconds(1), true)
            .of(pod);
  }

  /** The answers that the model gives to the questions that a live round would ask. */
  public static List<Answered> predict(KsmPod pod, ContractMatch match) {
    return new Forecast(pod).answers(match);
  }

  List<Answered> answers(ContractMatch match) {
    return new Prediction(pod, match, Conditions.NORMAL).answers(plan);
  }

  /**
   * The verdicts under each later version whose contract differs from the running one, in order.
   */
  public static List<UpgradeVerdicts> of(KsmPod pod, ContractMatch running) {
    return new Forecast(pod).after(running);
  }

  List<UpgradeVerdicts> after(ContractMatch running) {
    return switch (running) {
      case ContractMatch.Known(var version, _) -> after(version);
      case ContractMatch.Fingerprint(var row) -> after(row.since());
      // Nothing is known after the newest, and nothing can be said before the oldest or of no
      // version.
      case ContractMatch.Newer _, ContractMatch.Older _, ContractMatch.Unreadable _ -> List.of();
    };
  }

  private List<UpgradeVerdicts> after(KsmVersion version) {
    return Contracts.changesAfter(version).stream()
        .map(later -> known.computeIfAbsent(later, this::under))
        .toList();
  }

  private UpgradeVerdicts under(KsmVersion version) {
    ContractMatch match = Contracts.of(version);
    return new UpgradeVerdicts(version, Diagnosis.of(pod, match, answers(match)));
  }

  /** The verdicts, each with the first later version at which its probe would fail. */
  public static List<Verdict> applied(List<Verdict> verdicts, List<UpgradeVerdicts> outlooks) {
    return verdicts.stream()
        .map(verdict -> verdict.breakingFrom(breaksFrom(verdict, outlooks)))
        .toList();
  }

  private static Optional<KsmVersion> breaksFrom(Verdict verdict, List<UpgradeVerdicts> outlooks) {
    if (verdict.severity() == Severity.ERROR) {
      return Optional.empty();
    }
    return outlooks.stream()
        .filter(
            outlook ->
                outlook.verdicts().stream()
                    .anyMatch(
                        later -> later.sameProbe(verdict) && later.severity() == Severity.ERROR))
        .map(UpgradeVerdicts::version)
        .findFirst();
  }
}
