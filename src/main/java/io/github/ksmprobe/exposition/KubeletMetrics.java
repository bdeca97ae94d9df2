package io.github.ksmprobe.exposition;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Disagreement;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** What the kubelet says of the pods, and how they were learnt. */
final class KubeletMetrics {

  private final LabelSets labels;

  KubeletMetrics(LabelSets labels) {
    this.labels = labels;
  }

  static InfoSnapshot sources(List<PodReport> pods) {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder()
            .name("ksm_probe_workload_source")
            .help("How the declared probes were learnt.");
    for (PodReport pod : pods) {
      Labels labels = LabelSets.target(pod).add("source", pod.kubelet().source().label());
      info.dataPoint(InfoDataPointSnapshot.builder().labels(labels).build());
    }
    return info.build();
  }

  List<MetricSnapshot> of(List<PodReport> pods) {
    Family ready =
        new Family(
            "ksm_probe_container_ready",
            "Whether the kubelet considers the container ready. Absent where the pod's status cannot be read.");
    Family disagrees =
        new Family(
            "ksm_probe_kubelet_disagrees",
            "Whether the probe has long succeeded here while the kubelet considers the container not ready.");
    CounterSnapshot.Builder restarts =
        CounterSnapshot.builder()
            .name("ksm_probe_container_restarts")
            .help("How often the kubelet restarted the container, from the pod's status.");
    for (PodReport pod : pods) {
      Labels target = LabelSets.target(pod);
      for (ContainerState state : pod.kubelet().containers()) {
        Labels container = labels.of(LabelNames.CONTAINER, state.container());
        ready.add(target, container, state.ready());
        restarts.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(target.merge(container))
                .value(state.restarts())
                .build());
      }
      for (Disagreement one : pod.disagreements()) {
        disagrees.add(
            target,
            labels.of(
                LabelNames.CONTAINER, one.container(), LabelNames.PROBE_TYPE, one.type().label()),
            one.lasting());
      }
    }
    return List.of(ready.build(), restarts.build(), disagrees.build());
  }
}
