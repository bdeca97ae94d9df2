package io.github.ksmprobe.cli;

import io.github.ksmprobe.charts.ChartConstraint;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.charts.Umbrella;
import io.github.ksmprobe.charts.Umbrellas;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.ChartReports.Judged;
import io.github.ksmprobe.round.PodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which charts suit a version of kube-state-metrics, pass by accident or break, and why. */
final class ChartRanges {

  private ChartRanges() {}

  static String of(KsmVersion version, ChartValues values, List<Judged> all) {
    StringBuilder text = new StringBuilder();
    text.append("The kube-state-metrics charts ")
        .append(Eras.oldest())
        .append(" to ")
        .append(Eras.newest())
        .append(" with kube-state-metrics ")
        .append(version);
    new TreeMap<>(values.set())
        .forEach((value, set) -> text.append(", ").append(value.key()).append('=').append(set));
    text.append('\n');
    group(text, "suit it", all, ChartRanges::suits);
    group(text, "pass by accident", all, judged -> worst(judged) == Severity.WARNING);
    group(text, "break", all, judged -> worst(judged) == Severity.ERROR);
    return text.toString();
  }

  static boolean suits(Judged judged) {
    return worst(judged).compareTo(Severity.WARNING) < 0;
  }

  private static Severity worst(Judged judged) {
    return judged.report().worst();
  }

  private static void group(
      StringBuilder text, String heading, List<Judged> all, Predicate<Judged> wanted) {
    text.append('\n').append(heading).append(":\n");
    List<Judged> found = all.stream().filter(wanted).toList();
    if (found.isEmpty()) {
      text.append("  none\n");
    }
    found.forEach(judged -> range(text, judged));
  }

  private static void range(StringBuilder text, Judged judged) {
    PodReport report = judged.report();
    text.append("  %-18s ".formatted(judged.span().toString()))
        .append(VersionLines.probes(report))
        .append('\n');
    for (Verdict verdict : report.verdicts()) {
      if (verdict.severity() == Severity.NONE) {
        verdict.assumptions().forEach(said -> Paragraph.append(text, "      if:  ", said));
      } else {
        Paragraph.append(text, "      why: ", verdict.explanation());
        if (!verdict.fix().isEmpty()) {
          Paragraph.append(text, "      fix: ", verdict.fix());
        }
      }
    }
    Umbrellas.all().forEach(umbrella -> umbrella(text, umbrella, judged.span()));
  }

  private static void umbrella(StringBuilder text, List<Umbrella> releases, ChartSpan span) {
    String sure = ranges(releases, span::holdsAll);
    String perhaps = ranges(releases, brings -> span.holdsSome(brings) && !span.holdsAll(brings));
    if (!sure.isEmpty() || !perhaps.isEmpty()) {
      String and = sure.isEmpty() || perhaps.isEmpty() ? "" : "; ";
      String some = perhaps.isEmpty() ? "" : "some of " + perhaps;
      Paragraph.append(text, "      in:  ", releases.getFirst().chart() + " " + sure + and + some);
    }
  }

  // Releases in a row are one range, whichever chart each of them brings.
  private static String ranges(List<Umbrella> releases, Predicate<ChartConstraint> wanted) {
    List<Umbrella> open = new ArrayList<>();
    List<String> ranges = new ArrayList<>();
    for (Umbrella umbrella : releases) {
      if (wanted.test(umbrella.brings())) {
        open.add(umbrella);
      } else {
        close(open, ranges);
      }
    }
    close(open, ranges);
    return String.join(", ", ranges);
  }

  private static void close(List<Umbrella> open, List<String> ranges) {
    if (!open.isEmpty()) {
      ChartVersion first = open.getFirst().first();
      ChartVersion last = open.getLast().last();
      ranges.add(first.equals(last) ? first.toString() : first + " to " + last);
      open.clear();
    }
  }
}
