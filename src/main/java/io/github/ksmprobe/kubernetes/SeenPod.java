package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.Clocks;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * A pod, or the template of one, as an answer of the API server shows it.
 *
 * @param workload what is declared
 * @param component that was looked for
 * @param containers what the kubelet says of its containers; empty for a template
 * @param condition the pod's own Ready condition; empty for a template
 * @param resourceVersion from where to watch on
 */
record SeenPod(
    Workload workload,
    Component component,
    List<ContainerState> containers,
    Optional<ReadyCondition> condition,
    String resourceVersion) {
  SeenPod {
    containers = List.copyOf(containers);
  }

  /** As the network sees it. */
  Optional<KsmPod> pod() {
    return KsmPod.of(workload, component);
  }

  /** What is known of it besides its declaration, at the moment of the answer. */
  KubeletView view(WorkloadSource source) {
    KubeletView view = new KubeletView(source, containers, condition);
    return view.hasStatus() ? view.seen(Clocks.now()) : view;
  }
}
