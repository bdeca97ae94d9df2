package io.github.ksmprobe.workload;

import java.util.List;
import java.util.Optional;

/**
 * A pod, or the pod that a template would make.
 *
 * @param hostNetwork whether it shares the node's network, and so the node's loopback
 * @param ip the primary pod IP; empty while unknown, as in a template
 * @param containers containers first, then init containers that keep running
 */
public record Pod(boolean hostNetwork, String ip, List<Container> containers) {

  public Pod {
    containers = List.copyOf(containers);
  }

  public Optional<Container> container(String name) {
    return containers.stream().filter(container -> container.name().equals(name)).findFirst();
  }

  public Pod withIp(String address) {
    return new Pod(hostNetwork, address, containers);
  }
}
