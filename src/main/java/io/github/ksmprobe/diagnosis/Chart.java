package io.github.ksmprobe.diagnosis;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.workload.Workload;
import java.util.Optional;

/**
 * The kube-state-metrics chart release that rendered a workload, by its {@code helm.sh/chart}
 * label.
 *
 * @param version of the chart, not of kube-state-metrics
 */
record Chart(KsmVersion version) {

  private static final String LABEL = "helm.sh/chart";
  private static final String PREFIX = "kube-state-metrics-";

  Chart {
    requireNonNull(version);
  }

  static Optional<Chart> of(Workload workload) {
    return Optional.ofNullable(workload.labels().get(LABEL))
        .filter(label -> label.startsWith(PREFIX))
        .flatMap(label -> KsmVersion.findIn(label.substring(PREFIX.length())))
        .map(Chart::new);
  }

  /** Whether it is one of these releases, borders included. */
  boolean isBetween(String first, String last) {
    return !version.isBefore(parse(first)) && !parse(last).isBefore(version);
  }

  boolean isFrom(String first) {
    return !version.isBefore(parse(first));
  }

  private static KsmVersion parse(String text) {
    return KsmVersion.parse(text).orElseThrow();
  }

  /** As charts are named: without a leading v. */
  @Override
  public String toString() {
    return PREFIX + version.number();
  }
}
