package io.github.ksmprobe.cli;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.PodReport;
import java.util.List;

/** The last line of a check: how much was judged and what came of it. */
final class Summary {

  private Summary() {}

  static String of(List<PodReport> reports, int passedOver) {
    String others =
        passedOver == 0
            ? ""
            : " " + count(passedOver, "other object") + " without kube-state-metrics passed over.";
    if (reports.isEmpty()) {
      return "No kube-state-metrics found." + others;
    }
    List<Verdict> verdicts =
        reports.stream().flatMap(report -> report.verdicts().stream()).toList();
    return count(verdicts.size(), "verdict")
        + ": "
        + count(with(verdicts, Severity.ERROR), "error")
        + ", "
        + count(with(verdicts, Severity.WARNING), "warning")
        + "."
        + others;
  }

  private static int with(List<Verdict> verdicts, Severity severity) {
    return (int) verdicts.stream().filter(verdict -> verdict.severity() == severity).count();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
