package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import java.util.List;

/** Workflow commands that GitHub shows as annotations of a file; what is fine is left out. */
public final class GithubFormat implements ReportFormat {

  @Override
  public String render(List<PodReport> reports) {
    StringBuilder lines = new StringBuilder();
    for (PodReport report : reports) {
      report.verdicts().stream()
          .filter(verdict -> verdict.severity() != Severity.NONE)
          .forEach(verdict -> lines.append(line(report, verdict)).append('\n'));
    }
    return lines.toString();
  }

  private static String line(PodReport report, Verdict verdict) {
    String command =
        switch (verdict.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, NONE -> "notice";
        };
    // The part behind the hash tells the document of a stream; the file ends before it.
    String file = report.pod().workload().source().split("#", 2)[0];
    String title =
        Words.workload(report)
            + ": "
            + verdict.type().label()
            + " probe, "
            + verdict.reason().label();
    String breaks = verdict.breaksFrom().map(version -> " Breaks from " + version + ".").orElse("");
    String fix = verdict.fix().isEmpty() ? "" : " " + verdict.fix();
    return "::"
        + command
        + " file="
        + property(file)
        + ",title="
        + property(title)
        + "::"
        + data(verdict.explanation() + breaks + fix);
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
