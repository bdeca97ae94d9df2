package io.github.ksmprobe.charts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks a release up: the kube-state-metrics chart itself, or an umbrella that brings it. */
public final class Charts {

  private Charts() {}

  /** The names of the charts that are known here. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(ChartRelease.KSM_CHART),
            Umbrellas.all().stream().map(releases -> releases.getFirst().chart()))
        .toList();
  }

  /** What the tables say of it. */
  public static ChartMatch of(ChartRelease release) {
    return release.name().equals(ChartRelease.KSM_CHART) ? itself(release) : umbrella(release);
  }

  private static ChartMatch itself(ChartRelease release) {
    ChartVersion version = release.version();
    if (version.isBefore(Eras.oldest())) {
      return new ChartMatch.Older(release, Eras.oldest());
    }
    if (Eras.newest().isBefore(version)) {
      return new ChartMatch.Newer(release, newest());
    }
    ChartConstraint exactly = ChartConstraint.exactly(version);
    List<ChartSpan> spans = ChartSpan.of(exactly);
    return spans.isEmpty()
        ? between(release, Eras.all().stream().map(Era::first), Eras.all().stream().map(Era::last))
        : new ChartMatch.Known(release, exactly, spans);
  }

  private static ChartMatch umbrella(ChartRelease release) {
    List<Umbrella> table = Umbrellas.named(release.name());
    if (table.isEmpty()) {
      return new ChartMatch.UnknownChart(release);
    }
    ChartVersion version = release.version();
    if (version.isBefore(table.getFirst().first())) {
      return new ChartMatch.Older(release, table.getFirst().first());
    }
    if (table.getLast().last().isBefore(version)) {
      return new ChartMatch.Newer(release, newest());
    }
    Optional<ChartConstraint> brings =
        table.stream()
            .filter(releases -> releases.contains(version))
            .map(Umbrella::brings)
            .findFirst();
    if (brings.isEmpty()) {
      return between(
          release, table.stream().map(Umbrella::first), table.stream().map(Umbrella::last));
    }
    List<ChartSpan> spans = ChartSpan.of(brings.get());
    return spans.isEmpty()
        ? new ChartMatch.BringsOlder(release, brings.get())
        : new ChartMatch.Known(release, brings.get(), spans);
  }

  private static ChartSpan newest() {
    return ChartSpan.of(ChartConstraint.exactly(Eras.newest())).getFirst();
  }

  private static ChartMatch between(
      ChartRelease release, Stream<ChartVersion> firsts, Stream<ChartVersion> lasts) {
    ChartVersion version = release.version();
    return new ChartMatch.Unreleased(
        release,
        lasts.filter(last -> last.isBefore(version)).reduce((_, later) -> later).orElseThrow(),
        firsts.filter(version::isBefore).findFirst().orElseThrow());
  }
}
