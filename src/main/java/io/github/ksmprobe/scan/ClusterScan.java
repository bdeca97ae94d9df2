package io.github.ksmprobe.scan;

import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Way;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.round.Dialler;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks at many pods once, so many at a time: asks each by both ways and judges it by what was
 * seen, or by its declaration where nothing was.
 */
public final class ClusterScan {

  /** Pods at a time. A dead one takes as long as its timeouts, and only its own turn. */
  private static final int AT_ONCE = 32;

  /** What the way through the API server may take on top of what the kubelet allows. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(5);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Main /metrics is never asked: it can be 100 MB, and all of it would pass the API server. */
  private static final int NO_METRICS = 0;

  private final Function<Dialler, Prober> through;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * A scan.
   *
   * @param through asks by tunnels
   */
  public ClusterScan(Function<Dialler, Prober> through) {
    this.through = through;
  }

  /**
   * The reports, in the order of the pods.
   *
   * @param each called after each pod, on whatever thread
   */
  public List<PodReport> of(List<Found> pods, Runnable each) throws InterruptedException {
    List<PodReport> reports = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PodReport>> all = new ArrayList<>();
      for (Found pod : pods) {
        all.add(
            threads.submit(
                () -> {
                  PodReport report = inTurn(pod, threads);
                  each.run();
                  return report;
                }));
      }
      for (Future<PodReport> one : all) {
        reports.add(one.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException("the scan failed on one pod", bug.getCause());
    }
    return reports;
  }

  private PodReport inTurn(Found pod, ExecutorService threads) throws InterruptedException {
    if (!pod.runs()) {
      return predicted(
          pod.target(),
          Stream.of(Way.Kind.values())
              .map(kind -> new Way(kind, Optional.of("the pod does not run")))
              .toList());
    }
    room.acquire();
    try {
      return asked(pod, threads);
    } finally {
      room.release();
    }
  }

  private PodReport asked(Found pod, ExecutorService threads) {
    Target target = pod.target();
    TwoWays ways =
        new TwoWays(
            target.pod(),
            new Unhurried(through.apply(pod.portForward()), ALLOWANCE),
            new Unhurried(pod.podsProxy(), ALLOWANCE),
            threads);
    List<Answered> answered = new Round(ways, TIMEOUT, TIMEOUT, NO_METRICS).on(target);
    boolean seen = answered.stream().anyMatch(one -> !(one.answer() instanceof NotObservable));
    return seen
        ? Judge.of(target, answered).beside(target.kubelet(), ways.ways())
        : predicted(target, ways.ways());
  }

  private static PodReport predicted(Target target, List<Way> ways) {
    return Judge.predicted(target.pod(), List.of()).getFirst().beside(target.kubelet(), ways);
  }
}
