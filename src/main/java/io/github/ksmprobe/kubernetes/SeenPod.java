package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.round.ContainerState;
import io.github.ksmprobe.workload.Workload;
import java.util.List;

/**
 * A pod, or the template of one, as an answer of the API server shows it.
 *
 * @param workload what is declared
 * @param containers what the kubelet says of its containers; empty for a template
 * @param resourceVersion from where to watch on
 */
record SeenPod(Workload workload, List<ContainerState> containers, String resourceVersion) {
  SeenPod {
    requireNonNull(workload);
    containers = List.copyOf(containers);
    requireNonNull(resourceVersion);
  }
}
