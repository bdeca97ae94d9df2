package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import java.util.List;

/** What came of the reports so far: enough for the last line and the exit code. */
final class Tally {

  private int reports;
  private int verdicts;
  private boolean onlyKubeStateMetrics = true;
  private int errors;
  private int warnings;
  private Severity worst = Severity.NONE;

  static Tally of(List<PodReport> reports) {
    Tally tally = new Tally();
    reports.forEach(tally::add);
    return tally;
  }

  void add(PodReport report) {
    reports++;
    onlyKubeStateMetrics &= report.pod().component().isKubeStateMetrics();
    for (Verdict verdict : report.verdicts()) {
      verdicts++;
      switch (verdict.severity()) {
        case ERROR -> errors++;
        case WARNING -> warnings++;
        case INFO, NONE -> {}
      }
    }
    worst = worst.compareTo(report.worst()) >= 0 ? worst : report.worst();
  }

  Severity worst() {
    return worst;
  }

  /** The last line of a check; {@code passedOver} counts the other objects. */
  String words(int passedOver) {
    return words(passedOver, Contracts.KUBE_STATE_METRICS);
  }

  /** The same of a look for that component. */
  String words(int passedOver, Component sought) {
    String others =
        passedOver == 0
            ? ""
            : " "
                + count(passedOver, "other object")
                + (onlyKubeStateMetrics
                    ? " without kube-state-metrics"
                    : " without a known component")
                + " skipped.";
    if (reports == 0) {
      return "No " + sought.name() + " found." + others;
    }
    return count(verdicts, "verdict")
        + ": "
        + count(errors, "error")
        + ", "
        + count(warnings, "warning")
        + "."
        + others;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
