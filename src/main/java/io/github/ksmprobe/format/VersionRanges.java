package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.PodReport;
import java.util.ArrayList;
import java.util.List;

/**
 * One workload under many versions: per probe, from which version to which it is real, passes by
 * accident or fails. Versions of which the very same is to be said make one range.
 *
 * @param paint colours, or none
 */
record VersionRanges(Paint paint) {

  private record Range(String first, String last, Verdict verdict) {}

  void render(List<PodReport> versions, StringBuilder text) {
    PodReport example = versions.getFirst();
    text.append(paint.bold(Words.workload(example)))
        .append(", under ")
        .append(versions.size())
        .append(" versions of kube-state-metrics  [")
        .append(example.pod().workload().source())
        .append("]\n");
    for (Verdict probe : example.verdicts()) {
      text.append("  ").append(probe.type().label());
      if (!probe.container().equals(example.pod().ksm().name())) {
        text.append(" of container ").append(probe.container());
      }
      probe.request().ifPresent(request -> text.append("  ").append(request));
      text.append('\n');
      ranges(versions, probe).forEach(range -> line(range, text));
    }
  }

  private void line(Range range, StringBuilder text) {
    Verdict verdict = range.verdict();
    String span =
        range.first().equals(range.last()) ? range.first() : range.first() + " to " + range.last();
    text.append("    ")
        .append("%-20s ".formatted(span))
        .append(
            paint.severity(
                verdict.severity(), "%-8s".formatted(TextFormat.word(verdict.severity()))))
        .append(verdict.request().isPresent() ? " " + Words.result(verdict) + ", " : " ")
        .append(verdict.reason().label())
        .append('\n');
    if (verdict.severity() == Severity.NONE) {
      verdict.assumptions().forEach(one -> Wrap.append(text, " ".repeat(34), "if:  ", one, 120));
    } else {
      Wrap.append(text, " ".repeat(34), "why: ", verdict.explanation(), 120);
      if (!verdict.fix().isEmpty()) {
        Wrap.append(text, " ".repeat(34), "fix: ", verdict.fix(), 120);
      }
    }
  }

  private static List<Range> ranges(List<PodReport> versions, Verdict probe) {
    List<Range> ranges = new ArrayList<>();
    for (PodReport report : versions) {
      String version = report.version().match().version().map(Object::toString).orElse("unknown");
      Verdict verdict =
          report.verdicts().stream().filter(probe::sameProbe).findFirst().orElse(probe);
      if (!ranges.isEmpty() && isSame(ranges.getLast().verdict(), verdict)) {
        Range open = ranges.removeLast();
        ranges.add(new Range(open.first(), version, open.verdict()));
      } else {
        ranges.add(new Range(version, version, verdict));
      }
    }
    return ranges;
  }

  private static boolean isSame(Verdict one, Verdict other) {
    return one.reason() == other.reason()
        && one.result().equals(other.result())
        && one.explanation().equals(other.explanation())
        && one.fix().equals(other.fix());
  }
}
