package io.github.ksmprobe.podstatus;

/**
 * What the kubelet says of a container in the pod's status.
 *
 * @param container its name
 * @param ready whether the kubelet counts it as ready
 * @param started whether its startup probe has succeeded, or it has none; before that the kubelet
 *     runs no other probe
 * @param restarts how often the kubelet started it again, from 0
 */
public record ContainerState(String container, boolean ready, boolean started, int restarts) {

  /** One that has started. */
  public ContainerState(String container, boolean ready, int restarts) {
    this(container, ready, true, restarts);
  }
}
