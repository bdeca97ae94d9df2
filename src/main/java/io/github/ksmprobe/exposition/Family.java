package io.github.ksmprobe.exposition;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** A gauge family that is built anew for each scrape. */
final class Family {

  private final GaugeSnapshot.Builder snapshot;

  Family(String name, String help) {
    this.snapshot = GaugeSnapshot.builder().name(name).help(help);
  }

  void add(Labels labels, double value) {
    snapshot.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }

  void add(Labels labels, boolean value) {
    add(labels, value ? 1 : 0);
  }

  GaugeSnapshot build() {
    return snapshot.build();
  }
}
