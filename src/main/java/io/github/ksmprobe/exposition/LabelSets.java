package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.workload.Workload;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Label sets that many pods share, made once: the library checks each name of each set that it
 * makes, which would take most of the time of a scrape. Joining two sets checks nothing.
 */
final class LabelSets {

  /** More than all endpoints, probes and reasons of any real cluster; then it starts over. */
  private static final int MOST = 10_000;

  private final Map<List<String>, Labels> known = new ConcurrentHashMap<>();

  /** The labels that every series of a pod has. */
  static Labels target(PodReport pod) {
    Workload workload = pod.pod().workload();
    return Labels.of(LabelNames.NAMESPACE, workload.namespace(), LabelNames.POD, workload.name())
        .merge(component(pod.pod().component()));
  }

  /** None for kube-state-metrics: its series are what they always were. */
  static Labels component(Component component) {
    return component.isKubeStateMetrics()
        ? Labels.EMPTY
        : Labels.of(LabelNames.COMPONENT, component.name());
  }

  /** Names and values in turn. */
  Labels of(String... namesAndValues) {
    if (known.size() > MOST) {
      known.clear();
    }
    return known.computeIfAbsent(List.of(namesAndValues), _ -> Labels.of(namesAndValues));
  }
}
