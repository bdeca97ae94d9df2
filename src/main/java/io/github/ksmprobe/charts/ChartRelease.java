package io.github.ksmprobe.charts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart as {@code helm list} and the label {@code helm.sh/chart} name it: {@code
 * kube-prometheus-stack-66.0.0}.
 *
 * @param name of the chart, whether it is known here or not
 * @param version of the chart
 */
public record ChartRelease(String name, ChartVersion version) {

  /** The chart that renders the pod; all others bring it along. */
  public static final String KSM_CHART = "kube-state-metrics";

  private static final Pattern NAME_AND_VERSION =
      Pattern.compile("(?:.*/)?([a-z0-9][a-z0-9-]*)-(v?[0-9]+\\.[0-9]+\\.[0-9]+)");

  /**
   * Reads NAME-VERSION; a repository in front, as in {@code
   * prometheus-community/kube-state-metrics-5.26.0}, is ignored.
   */
  public static Optional<ChartRelease> parse(String text) {
    Matcher matcher = NAME_AND_VERSION.matcher(text.strip());
    return matcher.matches()
        ? ChartVersion.parse(matcher.group(2))
            .map(version -> new ChartRelease(matcher.group(1), version))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name + "-" + version;
  }
}
