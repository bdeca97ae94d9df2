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
import io.github.ksmprobe.judgement.ChartReports.Judged;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.text.Sheet;
import io.github.ksmprobe.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which charts suit a version of kube-state-metrics, pass by accident or break, and why. */
final class ChartRanges {

  private static final int WIDTH = 100;

  private ChartRanges() {}

  static String of(KsmVersion version, ChartValues values, List<Judged> all) {
    Sheet text = new Sheet();
    text.add("The kube-state-metrics charts ")
        .add(Eras.oldest() + " to " + Eras.newest())
        .add(" with kube-state-metrics " + version);
    new TreeMap<>(values.set())
        .forEach((value, set) -> text.add(", " + value.key() + "=").add(set));
    text.end();
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
      Sheet text, String heading, List<Judged> all, Predicate<Judged> wanted) {
    text.end().add(heading + ":").end();
    List<Judged> found = all.stream().filter(wanted).toList();
    if (found.isEmpty()) {
      text.add("  none").end();
    }
    found.forEach(judged -> range(text, judged));
  }

  private static void range(Sheet text, Judged judged) {
    PodReport report = judged.report();
    text.add("  %-18s ".formatted(judged.span().toString())).add(VersionLines.probes(report)).end();
    for (Verdict verdict : report.verdicts()) {
      if (verdict.severity() == Severity.NONE) {
        Wording.premises(verdict).forEach(said -> text.paragraph("      if:  ", said, WIDTH));
      } else {
        text.paragraph("      why: ", Wording.why(verdict), WIDTH);
        if (!verdict.fixes().isEmpty()) {
          text.paragraph("      fix: ", Wording.fix(verdict), WIDTH);
        }
      }
    }
    Umbrellas.all().forEach(umbrella -> umbrella(text, umbrella, judged.span()));
  }

  private static void umbrella(Sheet text, List<Umbrella> releases, ChartSpan span) {
    String sure = ranges(releases, span::holdsAll);
    String perhaps = ranges(releases, brings -> span.holdsSome(brings) && !span.holdsAll(brings));
    if (!sure.isEmpty() || !perhaps.isEmpty()) {
      String and = sure.isEmpty() || perhaps.isEmpty() ? "" : "; ";
      String some = perhaps.isEmpty() ? "" : "some of " + perhaps;
      text.paragraph("      in:  ", releases.getFirst().chart() + " " + sure + and + some, WIDTH);
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
