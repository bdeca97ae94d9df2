package io.github.ksmprobe.pages;

import io.github.ksmprobe.history.Change;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.wording.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the kubelet says of a pod, and where that differs from what is found here.
 *
 * @param source where the declared probes were read
 * @param pod whether the pod is Ready as a whole; empty list where that cannot be read
 * @param containers one row each; empty where the status cannot be read
 * @param seen when that was last known to be so; empty list where it never was
 */
record StatusView(String source, List<Condition> pod, List<Row> containers, List<TimeView> seen) {

  record Condition(String word, TimeView since) {}

  /**
   * One container.
   *
   * @param container its name
   * @param state for colour and mark
   * @param word ready or not ready
   * @param since as it has been seen; empty list before the first round
   * @param restarts from 0
   * @param beside what is found here, in words
   * @param differs whether that contradicts the kubelet
   */
  record Row(
      String container,
      State state,
      String word,
      List<TimeView> since,
      int restarts,
      String beside,
      boolean differs) {}

  static StatusView of(PodReport report, Optional<TargetHistory> track, Instant now) {
    KubeletView view = report.kubelet();
    return new StatusView(
        view.source().words(),
        view
            .condition()
            .map(one -> new Condition(pod(one.ready()), TimeView.of(one.since(), now)))
            .stream()
            .toList(),
        view.containers().stream().map(state -> row(report, state, track, now)).toList(),
        view.seenAt().map(seen -> TimeView.of(seen.time(), now)).stream().toList());
  }

  private static Row row(
      PodReport report, ContainerState state, Optional<TargetHistory> track, Instant now) {
    Agreement agreement = Agreement.of(report, state);
    return new Row(
        state.container(),
        state.ready() ? State.OK : State.NOTE,
        state.ready() ? "ready" : "not ready",
        track
            .flatMap(known -> known.since(new Change.Subject.Ready(state.container())))
            .map(since -> TimeView.of(since, now))
            .stream()
            .toList(),
        state.restarts(),
        Wording.of(agreement),
        agreement.differs());
  }

  private static String pod(boolean ready) {
    return ready ? "Ready" : "not Ready";
  }

  boolean isKnown() {
    return !pod.isEmpty() || !containers.isEmpty();
  }

  boolean hasContainers() {
    return !containers.isEmpty();
  }

  /** What the list of many targets shows of it. */
  List<Condition> notReady() {
    return pod.stream().filter(one -> one.word().equals(pod(false))).toList();
  }

  /** Of all containers; empty list where there were none. */
  List<Integer> restarts() {
    int all = containers.stream().mapToInt(Row::restarts).sum();
    return all == 0 ? List.of() : List.of(all);
  }
}
