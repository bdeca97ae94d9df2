package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.workload.KsmPod;
import java.util.List;
import java.util.Optional;

/**
 * What the model says of a pod under the other contracts that matter to it: those after the running
 * one, and where no version can be read, all. It holds until the pod or its version changes.
 *
 * @param pod that it is about
 * @param running the version that runs
 * @param verdicts under the first version of each of those contracts, oldest first
 */
public record Forecast(KsmPod pod, ContractMatch running, List<UpgradeVerdicts> verdicts) {

  public Forecast {
    verdicts = List.copyOf(verdicts);
  }

  static Forecast of(Model model, ContractMatch running) {
    return new Forecast(
        model.pod().pod(),
        running,
        versions(model.pod().pod().component(), running).stream().map(model::under).toList());
  }

  private static List<KsmVersion> versions(Component component, ContractMatch running) {
    return switch (running) {
      case ContractMatch.Known(var version, _) -> component.changesAfter(version);
      case ContractMatch.Fingerprint(var row) -> component.changesAfter(row.since());
      case ContractMatch.Unreadable _ ->
          component.contracts().stream().map(Contract::since).toList();
      // Nothing is known after the newest, and nothing can be said before the oldest.
      case ContractMatch.Newer _, ContractMatch.Older _ -> List.of();
    };
  }

  boolean isOf(KsmPod other, ContractMatch match) {
    return running.equals(match) && pod.equals(other);
  }

  /** The verdicts under each later version whose contract differs from the running one. */
  List<UpgradeVerdicts> outlooks() {
    return isOfEveryVersion() ? List.of() : verdicts;
  }

  private boolean isOfEveryVersion() {
    return running instanceof ContractMatch.Unreadable;
  }

  /**
   * Verdicts on answers, each with the first later version at which its probe would fail; and those
   * better known that only a missing version made unknown.
   */
  List<Verdict> applied(List<Verdict> now, List<Answered> answered) {
    return isOfEveryVersion()
        ? new EveryVersion(pod.component(), verdicts).applied(now, answered)
        : now.stream().map(verdict -> verdict.breakingFrom(breaksFrom(verdict))).toList();
  }

  private Optional<KsmVersion> breaksFrom(Verdict verdict) {
    if (verdict.severity() == Severity.ERROR) {
      return Optional.empty();
    }
    return verdicts.stream()
        .filter(
            outlook ->
                outlook.verdicts().stream()
                    .anyMatch(
                        later -> later.sameProbe(verdict) && later.severity() == Severity.ERROR))
        .map(UpgradeVerdicts::version)
        .findFirst();
  }
}
