package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a pod besides its declaration.
 *
 * @param source how the declaration was learnt
 * @param containers what the kubelet says of its containers; empty where that cannot be read
 * @param condition whether it holds the pod for Ready, and since when; empty where that cannot be
 *     read
 */
public record KubeletView(
    WorkloadSource source, List<ContainerState> containers, Optional<ReadyCondition> condition) {

  /** Nothing is known: the addresses come from flags. */
  public static final KubeletView NONE = new KubeletView(WorkloadSource.FLAGS, List.of());

  public KubeletView {
    requireNonNull(source);
    containers = List.copyOf(containers);
    requireNonNull(condition);
  }

  /** Without the pod's own condition. */
  public KubeletView(WorkloadSource source, List<ContainerState> containers) {
    this(source, containers, Optional.empty());
  }

  /** Whether the pod's status could be read. */
  public boolean hasStatus() {
    return !containers.isEmpty() || condition.isPresent();
  }

  /** What the kubelet says of that container, if it can be read. */
  public Optional<ContainerState> container(String name) {
    return containers.stream().filter(state -> state.container().equals(name)).findFirst();
  }
}
