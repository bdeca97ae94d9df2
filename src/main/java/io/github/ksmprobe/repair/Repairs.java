package io.github.ksmprobe.repair;

import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Reason.Kind;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes that make the probes of a pod work. A change is certain only if the model says so of
 * the changed pod, under each version that was asked for, and no other probe is worse off.
 */
public final class Repairs {

  /** What a wrong scheme or host hides, and what that hides in turn. */
  private static final int MOST_STEPS = 4;

  private Repairs() {}

  /**
   * Of one object.
   *
   * @param reports on it, one for each version
   */
  public static PodRepair of(List<PodReport> reports) {
    List<PodReport> now = reports;
    List<Remedy> remedies = new ArrayList<>();
    for (Verdict verdict : reports.stream().flatMap(one -> one.verdicts().stream()).toList()) {
      boolean told = remedies.stream().anyMatch(one -> one.verdict().sameProbe(verdict));
      if (verdict.fixes().isEmpty() || verdict.severity() == Severity.NONE || told) {
        continue;
      }
      List<Fix> choices =
          new Edits(reports.getFirst().pod(), verdict).choices(verdict.fixes().getFirst());
      Optional<List<PodReport>> better = repaired(now, verdict);
      if (better.isPresent()) {
        remedies.add(new Remedy.Certain(verdict, choices.getFirst()));
        now = better.get();
      } else {
        remedies.add(new Remedy.Open(verdict, choices));
      }
    }
    return new PodRepair(reports.getFirst().pod().workload(), pod(now), remedies);
  }

  private static Optional<List<PodReport>> repaired(List<PodReport> before, Verdict broken) {
    List<PodReport> now = before;
    for (int step = 0; step < MOST_STEPS; step++) {
      KsmPod pod = now.getFirst().pod();
      Optional<Pod> next =
          verdicts(now, broken).stream()
              .filter(verdict -> verdict.reason() != Reason.OK)
              .findFirst()
              .flatMap(
                  left ->
                      left.fixes().stream()
                          .findFirst()
                          .flatMap(fix -> new Edits(pod, left).of(fix)));
      if (next.isEmpty()) {
        break;
      }
      now = judged(now, next.get());
    }
    boolean works = verdicts(now, broken).stream().allMatch(verdict -> works(verdict, broken));
    return Optional.of(now).filter(after -> works && nobodyIsWorseOff(before, after));
  }

  private static List<PodReport> judged(List<PodReport> before, Pod pod) {
    KsmPod was = before.getFirst().pod();
    KsmPod changed =
        KsmPod.of(was.workload().withPod(pod), List.of(was.component())).stream()
            .filter(one -> one.ksm().name().equals(was.ksm().name()))
            .findFirst()
            .orElseThrow();
    return before.stream().map(report -> Judge.predicted(changed, report.version())).toList();
  }

  private static List<Verdict> verdicts(List<PodReport> reports, Verdict probe) {
    return reports.stream()
        .flatMap(report -> report.verdicts().stream())
        .filter(probe::sameProbe)
        .toList();
  }

  /** What is worth no more than a note is enough, except where it was no more from the start. */
  private static boolean works(Verdict verdict, Verdict broken) {
    boolean note =
        verdict.reason().kind() == Kind.NOTE
            && verdict.result().equals(Optional.of(Result.SUCCESS));
    return verdict.reason() == Reason.OK || (note && broken.reason().kind() != Kind.NOTE);
  }

  private static boolean nobodyIsWorseOff(List<PodReport> before, List<PodReport> after) {
    for (int i = 0; i < before.size(); i++) {
      List<Verdict> now = after.get(i).verdicts();
      if (before.get(i).verdicts().stream()
          .anyMatch(
              was ->
                  now.stream()
                      .filter(was::sameProbe)
                      .anyMatch(is -> is.severity().compareTo(was.severity()) > 0))) {
        return false;
      }
    }
    return true;
  }

  private static Pod pod(List<PodReport> reports) {
    return reports.getFirst().pod().workload().pod();
  }
}
