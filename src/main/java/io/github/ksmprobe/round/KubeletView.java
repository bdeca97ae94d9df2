package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a pod besides its declaration.
 *
 * @param source how the declaration was learnt
 * @param containers what the kubelet says of its containers; empty where that cannot be read
 */
public record KubeletView(WorkloadSource source, List<ContainerState> containers) {

  /** Nothing is known: the addresses come from flags. */
  public static final KubeletView NONE = new KubeletView(WorkloadSource.FLAGS, List.of());

  public KubeletView {
    requireNonNull(source);
    containers = List.copyOf(containers);
  }

  /** What the kubelet says of that container, if it can be read. */
  public Optional<ContainerState> container(String name) {
    return containers.stream().filter(state -> state.container().equals(name)).findFirst();
  }
}
