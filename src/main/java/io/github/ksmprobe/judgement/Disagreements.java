package io.github.ksmprobe.judgement;

import static java.util.stream.Collectors.toMap;

import io.github.ksmprobe.diagnosis.Contradiction;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds containers that the kubelet considers not ready although their readiness probe succeeds
 * here: then something stands between node and pod that cannot be seen from inside the pod.
 *
 * <p>The kubelet may lag behind by {@code failureThreshold × periodSeconds}, after a start by
 * {@code initialDelaySeconds} more, and our own view by a round; only what lasts longer counts.
 * Before the startup probe has succeeded the kubelet runs no readiness probe, and so there is
 * nothing to contradict.
 *
 * <p>The kubelet's view lasts until the moment at which it was last known, and not until now: what
 * it says today may be something else. One that is too old contradicts nothing.
 *
 * @param kubelet what it says
 * @param since when containers began to contradict it, as of the round before
 * @param now when the probes were answered
 * @param interval from round to round
 */
record Disagreements(
    KubeletView kubelet, Map<String, Moment> since, Moment now, Duration interval) {

  Disagreements {
    since = Map.copyOf(since);
  }

  /** One for each verdict that can be held against the kubelet's view. */
  List<Disagreement> found(KsmPod pod, List<Verdict> verdicts) {
    return verdicts.stream()
        .flatMap(
            verdict ->
                contradicts(verdict).stream()
                    .map(
                        against ->
                            new Disagreement(
                                verdict.container(),
                                verdict.type(),
                                against && isLasting(pod, verdict))))
        .toList();
  }

  /** The containers that contradict the kubelet now, and since when. */
  Map<String, Moment> contradicted(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> contradicts(verdict).orElse(false))
        .collect(toMap(Verdict::container, this::start, (one, _) -> one));
  }

  /** The verdicts with what follows from lasting disagreements. */
  static List<Verdict> applied(List<Verdict> verdicts, List<Disagreement> found) {
    return verdicts.stream()
        .map(
            verdict ->
                found.contains(new Disagreement(verdict.container(), verdict.type(), true))
                    ? Contradiction.of(verdict)
                    : verdict)
        .toList();
  }

  /** Only readiness can be read from the status; empty where nothing can be compared. */
  private Optional<Boolean> contradicts(Verdict verdict) {
    if (verdict.type() != ProbeType.READINESS || verdict.result().isEmpty()) {
      return Optional.empty();
    }
    return kubelet
        .container(verdict.container())
        .map(
            state -> !state.ready() && state.started() && verdict.result().get() == Result.SUCCESS);
  }

  private Moment start(Verdict verdict) {
    return since.getOrDefault(verdict.container(), now);
  }

  private boolean isLasting(KsmPod pod, Verdict verdict) {
    Moment seen = kubelet.seenAt().orElse(now);
    return start(verdict).until(seen).compareTo(patience(pod, verdict)) > 0;
  }

  private Duration patience(KsmPod pod, Verdict verdict) {
    return pod.workload()
        .pod()
        .container(verdict.container())
        .flatMap((Container container) -> container.probe(verdict.type()))
        .map(
            (Probe probe) ->
                probe.period().multipliedBy(probe.failureThreshold()).plus(probe.initialDelay()))
        .orElse(Duration.ZERO)
        .plus(interval);
  }
}
