package io.github.ksmprobe.cli;

import io.github.ksmprobe.charts.ChartMatch;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.Charts;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.judgement.PodReport;
import java.util.List;
import java.util.stream.Collectors;

/** One sentence on a release: what it brings, or why it cannot be judged. */
final class ChartWords {

  private ChartWords() {}

  static String of(ChartMatch match) {
    return switch (match) {
      case ChartMatch.Known(var release, var brings, var spans) ->
          (release.name().equals(ChartRelease.KSM_CHART)
                  ? release + " brings kube-state-metrics " + images(spans) + "."
                  : release
                      + " brings the kube-state-metrics chart "
                      + brings
                      + ", and with it kube-state-metrics "
                      + images(spans)
                      + ".")
              + sidecar(spans);
      case ChartMatch.Newer(var release, var assumed) ->
          release
              + " is newer than the charts that are known here; assumed to render what kube-state-metrics-"
              + assumed
              + " does.";
      case ChartMatch.Older(var release, var oldest) ->
          release
              + " is older than "
              + oldest
              + ", the oldest "
              + release.name()
              + " chart known here.";
      case ChartMatch.BringsOlder(var release, var brings) ->
          release
              + " brings the kube-state-metrics chart "
              + brings
              + ", older than "
              + Eras.oldest()
              + ", the oldest one known here.";
      case ChartMatch.Unreleased(var release, var before, var after) ->
          release
              + " is not a release known here; the nearest are "
              + before
              + " and "
              + after
              + ".";
      case ChartMatch.UnknownChart(var release) ->
          "\""
              + release.name()
              + "\" is not a chart known here; known are "
              + String.join(", ", Charts.names())
              + ". For a chart that brings kube-state-metrics along under another name, use check on what helm template prints.";
    };
  }

  /** A further sentence, with a leading blank, where one release has several reports. */
  static String choice(List<PodReport> reports) {
    long names = reports.stream().map(report -> report.pod().workload().name()).distinct().count();
    return names < 2
        ? ""
        : " It brings the newest patch of the day it was packaged, and patches differ: each is judged.";
  }

  private static String sidecar(List<ChartSpan> spans) {
    return spans.getFirst().first().isBefore(Eras.FIRST_WITH_CONTAINERS)
        ? " It leaves a sidecar under containers out: that value is known from "
            + ChartRelease.KSM_CHART
            + "-"
            + Eras.FIRST_WITH_CONTAINERS
            + " on."
        : "";
  }

  private static String images(List<ChartSpan> spans) {
    return spans.stream()
        .map(ChartSpan::image)
        .distinct()
        .map(Object::toString)
        .collect(Collectors.joining(" or "));
  }
}
