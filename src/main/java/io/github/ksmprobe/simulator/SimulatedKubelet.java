package io.github.ksmprobe.simulator;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a kubelet would write into the status of a simulated pod: readiness as the model predicts
 * it, and restarts as its back-off spaces them.
 *
 * @param pod that it probes
 * @param started when the pod was started
 * @param walledOff whether something between node and pod stops its requests
 * @param dependencyDownSince since when liveness fails for want of the API server; empty while that
 *     is up
 */
public record SimulatedKubelet(
    KsmPod pod, Instant started, boolean walledOff, Optional<Instant> dependencyDownSince) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  public KubeletView view(Instant now) {
    List<Verdict> predicted =
        Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())).verdicts();
    List<ContainerState> states =
        pod.workload().pod().containers().stream()
            .map(container -> state(container, predicted, now))
            .toList();
    boolean ready = states.stream().allMatch(ContainerState::ready);
    return new KubeletView(
        WorkloadSource.POD_FILE, states, Optional.of(new ReadyCondition(ready, started)));
  }

  private ContainerState state(Container container, List<Verdict> predicted, Instant now) {
    boolean ready =
        container.probe(ProbeType.READINESS).isEmpty()
            || (!walledOff && succeeds(container, ProbeType.READINESS, predicted));
    int restarts =
        container
            .probe(ProbeType.LIVENESS)
            .flatMap(probe -> failing(container, predicted).map(from -> restarts(probe, from, now)))
            .orElse(0);
    return new ContainerState(container.name(), ready, restarts);
  }

  private Optional<Instant> failing(Container container, List<Verdict> predicted) {
    return succeeds(container, ProbeType.LIVENESS, predicted)
        ? dependencyDownSince.filter(ignored -> container.equals(pod.ksm()))
        : Optional.of(started);
  }

  private static boolean succeeds(Container container, ProbeType type, List<Verdict> predicted) {
    return predicted.stream()
        .filter(verdict -> verdict.container().equals(container.name()) && verdict.type() == type)
        .allMatch(verdict -> verdict.result().equals(Optional.of(Result.SUCCESS)));
  }

  /** Each takes the failures that the probe allows, and a pause that doubles up to five minutes. */
  private static int restarts(Probe probe, Instant from, Instant now) {
    Duration failures = probe.period().multipliedBy(probe.failureThreshold());
    Duration pause = Duration.ZERO;
    Instant next = from.plus(failures);
    int restarts = 0;
    while (!next.isAfter(now)) {
      restarts++;
      pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      next = next.plus(failures).plus(pause);
    }
    return restarts;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
