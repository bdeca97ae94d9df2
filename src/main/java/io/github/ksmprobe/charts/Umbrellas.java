package io.github.ksmprobe.charts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The umbrella charts that bring the kube-state-metrics chart along. */
public final class Umbrellas {

  private static final List<Umbrella> KUBE_PROMETHEUS_STACK =
      read("kube-prometheus-stack", UmbrellaTable.KUBE_PROMETHEUS_STACK);
  private static final List<Umbrella> PROMETHEUS = read("prometheus", UmbrellaTable.PROMETHEUS);

  private Umbrellas() {}

  /** Each umbrella chart with its releases, oldest first; empty lists do not occur. */
  public static List<List<Umbrella>> all() {
    return List.of(KUBE_PROMETHEUS_STACK, PROMETHEUS);
  }

  /** The releases of that umbrella chart, oldest first; empty if it is none. */
  public static List<Umbrella> named(String chart) {
    return all().stream()
        .filter(releases -> releases.getFirst().chart().equals(chart))
        .findFirst()
        .orElse(List.of());
  }

  /**
   * The first release of an umbrella from which on it surely brings that release of the
   * kube-state-metrics chart or a later one.
   */
  public static Optional<ChartVersion> firstWith(ChartVersion ksmChart, String umbrella) {
    return named(umbrella).reversed().stream()
        .takeWhile(releases -> !releases.brings().lowest().isBefore(ksmChart))
        .map(Umbrella::first)
        .reduce((_, earlier) -> earlier);
  }

  /** {@code 5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0)}. */
  public static String since(ChartVersion ksmChart) {
    String umbrellas =
        all().stream()
            .map(releases -> releases.getFirst().chart())
            .flatMap(name -> firstWith(ksmChart, name).map(first -> name + " " + first).stream())
            .collect(Collectors.joining(", "));
    return umbrellas.isEmpty() ? ksmChart.toString() : ksmChart + " (" + umbrellas + ")";
  }

  private static List<Umbrella> read(String chart, String table) {
    return table
        .lines()
        .map(line -> line.strip().split(" +", -1))
        .map(
            columns ->
                new Umbrella(
                    chart,
                    ChartVersion.of(columns[0]),
                    ChartVersion.of(columns[1]),
                    ChartConstraint.of(columns[2])))
        .toList();
  }
}
