package io.github.ksmprobe.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod, or the pod that a template would make.
 *
 * @param hostNetwork whether it shares the node's network, and so the node's loopback
 * @param ip the primary pod IP; empty while unknown, as in a template
 * @param containers containers first, then init containers that keep running
 * @param initContainers the names of those among them, each with its place in the manifest's list
 */
public record Pod(
    boolean hostNetwork,
    String ip,
    List<Container> containers,
    Map<String, Integer> initContainers) {

  public Pod {
    containers = List.copyOf(containers);
    initContainers = Map.copyOf(initContainers);
  }

  /** One without init containers that keep running. */
  public Pod(boolean hostNetwork, String ip, List<Container> containers) {
    this(hostNetwork, ip, containers, Map.of());
  }

  public Optional<Container> container(String name) {
    return containers.stream().filter(container -> container.name().equals(name)).findFirst();
  }

  public Pod withIp(String address) {
    return new Pod(hostNetwork, address, containers, initContainers);
  }

  /** The same with changed containers, in the same order. */
  public Pod withContainers(List<Container> changed) {
    return new Pod(hostNetwork, ip, changed, initContainers);
  }
}
