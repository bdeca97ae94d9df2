package io.github.ksmprobe.charts;

/**
 * Releases of an umbrella chart in a row that bring the same kube-state-metrics chart.
 *
 * @param chart name of the umbrella
 * @param first release of the umbrella
 * @param last release of the umbrella
 * @param brings the kube-state-metrics chart that they ask for
 */
public record Umbrella(
    String chart, ChartVersion first, ChartVersion last, ChartConstraint brings) {

  public Umbrella {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a range ends after it begins: " + first + ", " + last);
    }
  }

  /** Whether a release of the umbrella is one of these. */
  public boolean contains(ChartVersion version) {
    return version.isWithin(first, last);
  }
}
