package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pod would answer, and the verdicts on it, under whatever version: what versions have in
 * common is worked out once.
 */
final class Model {

  private final ProbedPod pod;
  private final Plan plan;
  private final Map<KsmVersion, UpgradeVerdicts> known = new HashMap<>();

  Model(ProbedPod pod) {
    this.pod = pod;
    this.plan =
        new Questions(
                Vantage.inside(pod.pod().ip()), Duration.ofSeconds(1), Duration.ofSeconds(1), true)
            .of(pod);
  }

  ProbedPod pod() {
    return pod;
  }

  /** The answers to the questions that a live round would ask. */
  List<Answered> answers(ContractMatch match) {
    return new Prediction(pod.pod(), match, Conditions.NORMAL).answers(plan);
  }

  UpgradeVerdicts under(KsmVersion version) {
    return known.computeIfAbsent(
        version,
        one -> {
          ContractMatch match = pod.pod().component().of(one);
          return new UpgradeVerdicts(one, Diagnosis.of(pod, match, answers(match)));
        });
  }
}
