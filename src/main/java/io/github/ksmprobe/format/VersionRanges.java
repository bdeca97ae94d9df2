package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.Runs;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.text.Sheet;
import java.util.List;

/**
 * One workload under many versions: per probe, from which version to which it is real, passes by
 * accident or fails. Versions of which the very same is to be said make one range.
 *
 * @param paint colours, or none
 */
record VersionRanges(Paint paint) {

  private static final int WIDTH = 120;
  private static final String INDENT = " ".repeat(34);

  private record Range(String first, String last, Verdict verdict) {

    static Range of(PodReport report, Verdict verdict) {
      String version = report.version().match().version().map(Object::toString).orElse("unknown");
      return new Range(version, version, verdict);
    }

    Range to(Range end) {
      return new Range(first, end.last, verdict);
    }
  }

  void render(List<PodReport> versions, Sheet sheet) {
    PodReport example = versions.getFirst();
    sheet
        .add(Words.workload(example), paint.bold())
        .add(", under ")
        .add(versions.size() + " versions of " + example.pod().component().name() + "  [")
        .add(example.pod().workload().source())
        .add("]")
        .end();
    TextFormat.problems(example, sheet);
    for (Verdict probe : example.verdicts()) {
      sheet.add("  ").add(probe.type().label());
      if (!probe.container().equals(example.pod().ksm().name())) {
        sheet.add(" of container ").add(probe.container());
      }
      probe.request().ifPresent(request -> sheet.add("  ").add(request));
      sheet.end();
      ranges(versions, probe).forEach(range -> line(range, sheet));
    }
    TextFormat.notes(example, paint, sheet);
  }

  private void line(Range range, Sheet sheet) {
    Verdict verdict = range.verdict();
    String span =
        range.first().equals(range.last()) ? range.first() : range.first() + " to " + range.last();
    sheet
        .add("    ")
        .add("%-20s ".formatted(span))
        .add("%-8s".formatted(verdict.severity().word()), paint.severity(verdict.severity()))
        .add(verdict.request().isPresent() ? " " + Words.result(verdict) + ", " : " ")
        .add(verdict.reason().label())
        .end();
    TextFormat.reasons(verdict, INDENT, WIDTH, sheet);
  }

  private static List<Range> ranges(List<PodReport> versions, Verdict probe) {
    List<Range> each =
        versions.stream()
            .map(
                report ->
                    Range.of(
                        report,
                        report.verdicts().stream()
                            .filter(probe::sameProbe)
                            .findFirst()
                            .orElse(probe)))
            .toList();
    return Runs.of(each, (one, other) -> isSame(one.verdict(), other.verdict())).stream()
        .map(run -> run.getFirst().to(run.getLast()))
        .toList();
  }

  private static boolean isSame(Verdict one, Verdict other) {
    return one.reason() == other.reason()
        && one.result().equals(other.result())
        && one.why().equals(other.why())
        && one.fixes().equals(other.fixes());
  }
}
