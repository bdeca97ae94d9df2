package io.github.ksmprobe.podstatus;

import java.util.Optional;

/**
 * What the kubelet says of a container in the pod's status.
 *
 * @param container its name
 * @param ready whether the kubelet counts it as ready
 * @param started whether its startup probe has succeeded, or it has none; before that the kubelet
 *     runs no other probe
 * @param restarts how often the kubelet started it again, from 0
 * @param waiting why it does not run now, CrashLoopBackOff for example; empty where it runs
 * @param lastEnd how its process ended the last time; empty where it never did
 */
public record ContainerState(
    String container,
    boolean ready,
    boolean started,
    int restarts,
    String waiting,
    Optional<Ended> lastEnd) {

  /** One that runs, and of whose earlier ends nothing is known. */
  public ContainerState(String container, boolean ready, boolean started, int restarts) {
    this(container, ready, started, restarts, "", Optional.empty());
  }

  /** One that has started. */
  public ContainerState(String container, boolean ready, int restarts) {
    this(container, ready, true, restarts);
  }
}
