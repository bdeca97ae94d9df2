package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.diagnosis.Contradiction;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds containers that the kubelet holds for not ready although their readiness probe succeeds
 * here: then something stands between node and pod that cannot be seen from inside the pod.
 *
 * <p>The kubelet may lag behind by {@code failureThreshold × periodSeconds}, after a start by
 * {@code initialDelaySeconds} more, and our own view by a round; only what lasts longer counts.
 * Before the startup probe has succeeded the kubelet runs no readiness probe, and so there is
 * nothing to contradict.
 *
 * <p>The kubelet's word lasts until the moment at which it was last known, and not until now: what
 * it says today may be something else. One that is too old contradicts nothing.
 */
public final class Disagreements {

  private volatile Duration interval;
  private final Map<String, Map<String, Moment>> since = new ConcurrentHashMap<>();

  /** Nothing seen so far; the interval is from round to round. */
  public Disagreements(Duration interval) {
    this.interval = requireNonNull(interval);
  }

  /** Rounds come at another pace from now on. */
  public void pace(Duration wanted) {
    interval = requireNonNull(wanted);
  }

  /** The same report, with what the kubelet says held against it. */
  public PodReport compared(Target target, PodReport report, Moment now) {
    KubeletView kubelet = target.kubelet().at(now);
    Moment seen = kubelet.seenAt().orElse(now);
    Map<String, Moment> before = since.getOrDefault(target.key(), Map.of());
    Map<String, Moment> open = new ConcurrentHashMap<>();
    List<Disagreement> disagreements = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (Verdict verdict : report.verdicts()) {
      Optional<Boolean> contradicts = contradicts(kubelet, verdict);
      boolean lasting = false;
      if (contradicts.orElse(false)) {
        Moment start = before.getOrDefault(verdict.container(), now);
        open.put(verdict.container(), start);
        lasting = start.until(seen).compareTo(patience(report, verdict)) > 0;
      }
      if (contradicts.isPresent()) {
        disagreements.add(new Disagreement(verdict.container(), verdict.type(), lasting));
      }
      verdicts.add(lasting ? Contradiction.of(verdict) : verdict);
    }
    since.put(target.key(), open);
    return report.withKubelet(kubelet, disagreements, verdicts);
  }

  /** Forgets the pods that are no targets any more. */
  public void keepOnly(Set<String> keys) {
    since.keySet().retainAll(keys);
  }

  /** Only readiness can be read from the status; empty where nothing can be compared. */
  private static Optional<Boolean> contradicts(KubeletView kubelet, Verdict verdict) {
    if (verdict.type() != ProbeType.READINESS || verdict.result().isEmpty()) {
      return Optional.empty();
    }
    return kubelet
        .container(verdict.container())
        .map(
            state -> !state.ready() && state.started() && verdict.result().get() == Result.SUCCESS);
  }

  private Duration patience(PodReport report, Verdict verdict) {
    return report
        .pod()
        .workload()
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
