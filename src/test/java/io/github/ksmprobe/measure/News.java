package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Charts;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.charts.Umbrellas;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases that the tables do not have yet, oldest first.
 *
 * @param ksm of kube-state-metrics
 * @param charts of its chart and of the umbrellas
 */
record News(List<KsmVersion> ksm, List<ChartRelease> charts) {

  private static final String REPOSITORY = "prometheus-community/";

  News {
    ksm = List.copyOf(ksm);
    charts = List.copyOf(charts);
  }

  /**
   * What is new among these.
   *
   * @param releases as the API of GitHub lists them
   * @param charts as {@code helm search repo --versions -o json} lists them
   */
  static News among(Json releases, Json charts) {
    List<ChartRelease> fresh = new ArrayList<>();
    for (String name : Charts.names()) {
      charts.items().stream()
          .filter(one -> one.get("name").text().equals(REPOSITORY + name))
          .flatMap(one -> ChartVersion.parse(one.get("version").text()).stream())
          .filter(newest(name)::isBefore)
          .sorted()
          .distinct()
          .forEach(version -> fresh.add(new ChartRelease(name, version)));
    }
    return new News(
        releases.items().stream()
            .filter(one -> !one.get("draft").flag() && !one.get("prerelease").flag())
            .flatMap(one -> KsmVersion.parse(one.get("tag_name").text()).stream())
            .filter(version -> !version.isBefore(Contracts.releases().getFirst()))
            .filter(version -> !Contracts.releases().contains(version))
            .sorted()
            .distinct()
            .toList(),
        fresh);
  }

  private static ChartVersion newest(String chart) {
    return chart.equals(ChartRelease.KSM_CHART)
        ? Eras.newest()
        : Umbrellas.named(chart).getLast().last();
  }

  /** A line for each: what it is, and its version. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    ksm.forEach(version -> lines.append("release ").append(version.number()).append('\n'));
    charts.forEach(
        chart ->
            lines
                .append(chart.name().equals(ChartRelease.KSM_CHART) ? "chart " : "umbrella ")
                .append(chart.name())
                .append(' ')
                .append(chart.version())
                .append('\n'));
    return lines.toString();
  }
}
