package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.text.Sheet;
import java.util.List;
import java.util.stream.Collectors;

/** One line for each report: the version, how bad, and what each probe gets. */
final class VersionLines {

  private VersionLines() {}

  static String of(List<PodReport> reports) {
    boolean several = reports.stream().map(VersionLines::name).distinct().count() > 1;
    Sheet lines = new Sheet();
    for (PodReport report : reports) {
      String version =
          report.version().match().version().map(KsmVersion::toString).orElse("unknown");
      lines.add("%-8s  %-8s ".formatted(version, report.worst().word()));
      lines.add(probes(report));
      if (several) {
        lines.add("  [").add(name(report)).add("]");
      }
      lines.end();
    }
    return lines.toString();
  }

  /** {@code liveness ok; readiness wrong_port, failure (404)}. */
  static String probes(PodReport report) {
    return report.verdicts().stream()
        .map(verdict -> probe(report, verdict))
        .collect(Collectors.joining("; "));
  }

  private static String probe(PodReport report, Verdict verdict) {
    String owner =
        verdict.container().equals(report.pod().ksm().name()) ? "" : verdict.container() + " ";
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    String result =
        verdict.severity() == Severity.NONE
            ? ""
            : verdict.result().map(known -> ", " + known.label() + status).orElse("");
    return owner + verdict.type().label() + " " + verdict.reason().label() + result;
  }

  private static String name(PodReport report) {
    return report.pod().workload().name();
  }
}
