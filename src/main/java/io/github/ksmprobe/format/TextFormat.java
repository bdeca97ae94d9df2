package io.github.ksmprobe.format;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For people: per workload the version, per probe one line with request and verdict, then why and
 * what to change. Several versions of one workload are folded into ranges.
 *
 * @param paint colours, or none
 */
public record TextFormat(Paint paint) implements ReportFormat {

  private static final int WIDTH = 100;
  private static final String INDENT = "           ";

  public TextFormat {
    requireNonNull(paint);
  }

  @Override
  public String render(List<PodReport> reports) {
    Map<String, List<PodReport>> byWorkload = new LinkedHashMap<>();
    for (PodReport report : reports) {
      var workload = report.pod().workload();
      String key = workload.source() + " " + Words.workload(report);
      byWorkload.computeIfAbsent(key, ignored -> new ArrayList<>()).add(report);
    }
    StringBuilder text = new StringBuilder();
    for (List<PodReport> versions : byWorkload.values()) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      if (versions.size() == 1) {
        one(versions.getFirst(), text);
      } else {
        new VersionRanges(paint).render(versions, text);
      }
    }
    return text.toString();
  }

  private void one(PodReport report, StringBuilder text) {
    text.append(paint.bold(Words.workload(report)))
        .append(", ")
        .append(Words.version(report.version()))
        .append("  [")
        .append(report.pod().workload().source())
        .append("]\n");
    report.verdicts().forEach(verdict -> verdict(report, verdict, text));
    if (!report.pod().workload().declaresProbes()) {
      text.append(
          "  Its probes are not known (--pod-file tells them); this is what each path answers:\n");
      new Matrix(paint).render(report.endpoints(), text);
    }
  }

  private void verdict(PodReport report, Verdict verdict, StringBuilder text) {
    text.append("  ")
        .append(paint.severity(verdict.severity(), "%-8s".formatted(word(verdict.severity()))))
        .append(' ')
        .append("%-9s".formatted(verdict.type().label()))
        .append("  ");
    verdict.request().ifPresent(request -> text.append(request).append("  "));
    text.append(verdict.request().isPresent() ? Words.result(verdict) + ", " : "")
        .append(verdict.reason().label());
    verdict.breaksFrom().ifPresent(version -> text.append(paint.bold(", breaks from " + version)));
    if (!verdict.container().equals(report.pod().ksm().name())) {
      text.append("  (container ").append(verdict.container()).append(')');
    }
    text.append('\n');
    if (verdict.severity() == Severity.NONE) {
      verdict.assumptions().forEach(one -> Wrap.append(text, INDENT, "if:  ", one, WIDTH));
    } else {
      Wrap.append(text, INDENT, "why: ", verdict.explanation(), WIDTH);
      if (!verdict.fix().isEmpty()) {
        Wrap.append(text, INDENT, "fix: ", verdict.fix(), WIDTH);
      }
    }
  }

  static String word(Severity severity) {
    return switch (severity) {
      case NONE -> "ok";
      case INFO -> "note";
      case WARNING -> "warning";
      case ERROR -> "ERROR";
    };
  }
}
