package io.github.ksmprobe.podstatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a pod besides its declaration. What the kubelet says has an age: it is evidence
 * of the moment at which it was last known to be so, and of none after that.
 *
 * @param source how the declaration was learnt
 * @param containers what the kubelet says of its containers; empty where that cannot be read
 * @param condition whether it considers the pod Ready, and since when; empty where that cannot be
 *     read
 * @param seenAt when that was last known to be so, or when it was known for the last time; empty
 *     where it was never read, or is true of whatever moment it is asked for
 * @param events by which it told of probes that did not succeed; empty where they were not read
 */
public record KubeletView(
    WorkloadSource source,
    List<ContainerState> containers,
    Optional<ReadyCondition> condition,
    Optional<Moment> seenAt,
    List<UnhealthyEvent> events) {

  /**
   * How old it may be and still be shown, and be compared with what is found here. A watch that is
   * alive says so every half minute, and where watching is refused the pod is read as often.
   */
  public static final Duration LONGEST_AGE = Duration.ofMinutes(1);

  /** Nothing is known: the addresses come from flags. */
  public static final KubeletView NONE = new KubeletView(WorkloadSource.FLAGS, List.of());

  public KubeletView {
    containers = List.copyOf(containers);
    events = List.copyOf(events);
  }

  /** What is true of whatever moment it is asked for. */
  public KubeletView(
      WorkloadSource source, List<ContainerState> containers, Optional<ReadyCondition> condition) {
    this(source, containers, condition, Optional.empty(), List.of());
  }

  /** Without the pod's own condition. */
  public KubeletView(WorkloadSource source, List<ContainerState> containers) {
    this(source, containers, Optional.empty());
  }

  /** The same, known to be so at that moment too. */
  public KubeletView seen(Moment now) {
    return new KubeletView(source, containers, condition, Optional.of(now), events);
  }

  /** The same, together with those events. */
  public KubeletView telling(List<UnhealthyEvent> told) {
    return new KubeletView(source, containers, condition, seenAt, told);
  }

  /** What it says at that moment: nothing, where it is too old. */
  public KubeletView at(Moment now) {
    return seenAt.filter(seen -> seen.until(now).compareTo(LONGEST_AGE) > 0).isPresent()
        ? withoutStatus()
        : this;
  }

  /** The same declaration, where the pod's status is not known any more. */
  public KubeletView withoutStatus() {
    return new KubeletView(source, List.of(), Optional.empty(), seenAt, List.of());
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
