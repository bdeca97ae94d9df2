package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.text.Sheet;
import io.github.ksmprobe.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * For people: per workload the version, per probe one line with request and verdict, then why and
 * what to change. Several versions of one workload are folded into ranges.
 *
 * @param paint colours, or none
 */
public record TextFormat(Paint paint) implements ReportFormat {

  private static final int WIDTH = 100;
  private static final String INDENT = "           ";

  @Override
  public Writing begin(Consumer<String> out) {
    AtomicBoolean first = new AtomicBoolean(true);
    return versions -> {
      Sheet sheet = new Sheet();
      if (!first.getAndSet(false)) {
        sheet.end();
      }
      if (versions.size() == 1) {
        one(versions.getFirst(), sheet);
      } else {
        new VersionRanges(paint).render(versions, sheet);
      }
      out.accept(sheet.toString());
    };
  }

  /** Of what is known as a whole the versions of one workload need not come one after another. */
  @Override
  public String render(List<PodReport> reports) {
    Map<String, List<PodReport>> byWorkload = new LinkedHashMap<>();
    for (PodReport report : reports) {
      var workload = report.pod().workload();
      String key = workload.source() + " " + Words.workload(report);
      byWorkload.computeIfAbsent(key, ignored -> new ArrayList<>()).add(report);
    }
    StringBuilder text = new StringBuilder();
    try (Writing writing = begin(text::append)) {
      byWorkload.values().forEach(writing::add);
    }
    return text.toString();
  }

  private void one(PodReport report, Sheet sheet) {
    sheet
        .add(Words.workload(report), paint.bold())
        .add(", ")
        .add(Words.version(report))
        .add("  [")
        .add(report.pod().workload().source())
        .add("]")
        .end();
    problems(report, sheet);
    Sighting.of(report, sheet);
    report.verdicts().forEach(verdict -> verdict(report, verdict, sheet));
    notes(report, paint, sheet);
    if (!report.pod().workload().declaresProbes()) {
      sheet
          .add(
              "  Its probes are not known (--pod-file can name them); this is what each path answers:")
          .end();
      new Matrix(paint).render(report, sheet);
    }
  }

  private void verdict(PodReport report, Verdict verdict, Sheet sheet) {
    sheet
        .add("  ")
        .add("%-8s".formatted(verdict.severity().word()), paint.severity(verdict.severity()))
        .add(" ")
        .add("%-9s".formatted(verdict.type().label()))
        .add("  ");
    verdict.request().ifPresent(request -> sheet.add(request).add("  "));
    sheet
        .add(verdict.request().isPresent() ? Words.result(verdict) + ", " : "")
        .add(verdict.reason().label());
    verdict.breaksFrom().ifPresent(version -> sheet.add(", breaks from " + version, paint.bold()));
    if (!verdict.container().equals(report.pod().ksm().name())) {
      sheet.add("  (container ").add(verdict.container()).add(")");
    }
    sheet.end();
    reasons(verdict, INDENT, WIDTH, sheet);
    Sighting.events(report, verdict, INDENT, sheet);
  }

  /** Why it is so and what to do about it; or, where all is well, what that rests on. */
  static void reasons(Verdict verdict, String indent, int width, Sheet sheet) {
    if (verdict.severity() == Severity.NONE) {
      Wording.premises(verdict).forEach(one -> sheet.paragraph(indent + "if:  ", one, width));
    } else {
      sheet.paragraph(indent + "why: ", Wording.why(verdict), width);
      if (!verdict.fixes().isEmpty()) {
        sheet.paragraph(indent + "fix: ", Wording.fix(verdict), width);
      }
    }
  }

  /** What is worth knowing of the pod as a whole stands below its verdicts. */
  static void notes(PodReport report, Paint paint, Sheet sheet) {
    for (PodNote note : report.notes()) {
      sheet
          .add("  ")
          .add("%-8s".formatted(Severity.INFO.word()), paint.severity(Severity.INFO))
          .add(" %-9s  ".formatted("pod"))
          .add(note.kind().label())
          .end();
      sheet.paragraph(INDENT + "why: ", Wording.why(note), WIDTH);
      sheet.paragraph(INDENT + "fix: ", Wording.fix(note), WIDTH);
    }
  }

  /** What of a workload could not be read stands above its verdicts. */
  static void problems(PodReport report, Sheet sheet) {
    report
        .pod()
        .workload()
        .problems()
        .forEach(problem -> sheet.paragraph("  not read:  ", problem, WIDTH));
  }
}
