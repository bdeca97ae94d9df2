package io.github.ksmprobe.exposition;

import static java.util.Comparator.comparing;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gauge family that is rebuilt for each scrape.
 *
 * <p>The library sorts the points of a family by their labels. With a thousand pods that costs more
 * than all else, unless they come nearly sorted: so they are kept by what they have in common, pod
 * after pod.
 */
final class Family {

  private final String name;
  private final String help;
  private final Map<Labels, List<GaugeDataPointSnapshot>> points = new LinkedHashMap<>();

  Family(String name, String help) {
    this.name = name;
    this.help = help;
  }

  /** A point without a pod. */
  void add(double value) {
    add(Labels.EMPTY, Labels.EMPTY, value);
  }

  /**
   * A point of a pod.
   *
   * @param target the labels of the pod
   * @param more the others, as {@link LabelSets} has them
   */
  void add(Labels target, Labels more, double value) {
    points
        .computeIfAbsent(more, _ -> new ArrayList<>())
        .add(GaugeDataPointSnapshot.builder().labels(target.merge(more)).value(value).build());
  }

  void add(Labels target, Labels more, boolean value) {
    add(target, more, value ? 1 : 0);
  }

  GaugeSnapshot build() {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
    points.entrySet().stream()
        .sorted(comparing(Map.Entry::getKey))
        .flatMap(entry -> entry.getValue().stream())
        .forEach(snapshot::dataPoint);
    return snapshot.build();
  }
}
