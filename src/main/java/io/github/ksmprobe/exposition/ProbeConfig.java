package io.github.ksmprobe.exposition;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.Probe;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** The probes that the kubelet is configured to run. */
final class ProbeConfig {

  private final LabelSets labels;

  ProbeConfig(LabelSets labels) {
    this.labels = labels;
  }

  InfoSnapshot of(List<PodReport> pods) {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder()
            .name("ksm_probe_kubelet_config")
            .help(
                "The httpGet and tcpSocket probes that the kubelet is configured to run; a tcpSocket probe has scheme tcp and an empty path.");
    for (PodReport pod : pods) {
      for (Container container : pod.pod().judged()) {
        for (Probe probe : container.probes()) {
          if (probe.handler() instanceof Dialling dialling) {
            info.dataPoint(
                InfoDataPointSnapshot.builder()
                    .labels(LabelSets.target(pod).merge(configured(container, probe, dialling)))
                    .build());
          }
        }
      }
    }
    return info.build();
  }

  private Labels configured(Container container, Probe probe, Dialling dialling) {
    String scheme =
        switch (dialling) {
          case HttpGet get -> get.scheme().label();
          case TcpSocket _ -> "tcp";
        };
    String path =
        switch (dialling) {
          case HttpGet get -> Masked.of(get.path());
          case TcpSocket _ -> "";
        };
    return labels.of(
        LabelNames.CONTAINER,
        container.name(),
        LabelNames.PROBE_TYPE,
        probe.type().label(),
        "scheme",
        scheme,
        "port",
        dialling.port().toString(),
        LabelNames.PATH,
        path);
  }
}
