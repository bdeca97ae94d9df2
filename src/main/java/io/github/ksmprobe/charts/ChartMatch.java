package io.github.ksmprobe.charts;

import java.util.List;

/** What the tables say of a release: never silently the nearest one. */
public sealed interface ChartMatch {

  ChartRelease release();

  /**
   * The tables have it.
   *
   * @param release itself, or an umbrella
   * @param brings the kube-state-metrics chart that it asks for, or is
   * @param spans the releases that fit, in order; more than one where an umbrella leaves it open
   */
  record Known(ChartRelease release, ChartConstraint brings, List<ChartSpan> spans)
      implements ChartMatch {
    public Known {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Newer than the tables: judged as the newest release, and every verdict says so.
   *
   * @param release itself, or an umbrella
   * @param assumed the newest release of the kube-state-metrics chart
   */
  record Newer(ChartRelease release, ChartSpan assumed) implements ChartMatch {}

  /**
   * Older than the tables: not judged.
   *
   * @param release itself, or an umbrella
   * @param oldest the oldest release of the same chart that is known
   */
  record Older(ChartRelease release, ChartVersion oldest) implements ChartMatch {}

  /**
   * An umbrella that is known, but brings a chart older than the table: not judged.
   *
   * @param release the umbrella
   * @param brings the kube-state-metrics chart that it asks for
   */
  record BringsOlder(ChartRelease release, ChartConstraint brings) implements ChartMatch {}

  /**
   * Between two releases that are known, so that it is none itself: not judged.
   *
   * @param release as asked for
   * @param before the nearest older one
   * @param after the nearest newer one
   */
  record Unreleased(ChartRelease release, ChartVersion before, ChartVersion after)
      implements ChartMatch {}

  /**
   * Another chart: not judged.
   *
   * @param release as asked for
   */
  record UnknownChart(ChartRelease release) implements ChartMatch {}
}
