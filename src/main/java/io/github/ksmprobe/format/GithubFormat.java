package io.github.ksmprobe.format;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.text.OneLine;
import io.github.ksmprobe.wording.Wording;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Workflow commands that GitHub shows as annotations of a file; what is fine is left out. */
public final class GithubFormat implements ReportFormat {

  private static final int LONGEST_TITLE = 500;

  @Override
  public String render(List<PodReport> reports) {
    // Under many versions a probe mostly gets the same, and GitHub shows ten annotations a step.
    Set<String> lines = new LinkedHashSet<>();
    for (PodReport report : reports) {
      report.verdicts().stream()
          .filter(verdict -> verdict.severity() != Severity.NONE)
          .forEach(verdict -> lines.add(line(report, verdict)));
    }
    reports.forEach(report -> report.notes().forEach(note -> lines.add(line(report, note))));
    return lines.stream().map(line -> line + "\n").collect(joining());
  }

  private static String line(PodReport report, Verdict verdict) {
    String command =
        switch (verdict.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO, NONE -> "notice";
        };
    String breaks = verdict.breaksFrom().map(version -> " Breaks from " + version + ".").orElse("");
    String fix = verdict.fixes().isEmpty() ? "" : " " + Wording.fix(verdict);
    return line(
        report,
        command,
        verdict.type().label() + " probe, " + verdict.reason().label(),
        Wording.why(verdict) + breaks + fix);
  }

  private static String line(PodReport report, PodNote note) {
    return line(report, "notice", note.kind().label(), Wording.why(note) + " " + Wording.fix(note));
  }

  private static String line(PodReport report, String command, String title, String text) {
    return "::"
        + command
        + " file="
        + property(report.pod().workload().origin().name(), OneLine.LONGEST)
        + ",title="
        + property(Words.workload(report) + ": " + title, LONGEST_TITLE)
        + "::"
        + data(text, OneLine.LONGEST);
  }

  // After that no line end is left, which would be escaped as a terminal shows it.
  private static String data(String text, int longest) {
    return OneLine.within(
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"), longest);
  }

  private static String property(String text, int longest) {
    return data(text, longest).replace(":", "%3A").replace(",", "%2C");
  }
}
