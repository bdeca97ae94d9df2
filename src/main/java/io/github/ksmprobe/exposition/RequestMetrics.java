package io.github.ksmprobe.exposition;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import io.github.ksmprobe.workload.Workload;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What adds up over rounds: requests, failures and latencies. A series starts with the first round
 * of its endpoint, never goes back, and goes when its pod goes.
 */
final class RequestMetrics implements ReportSink {

  private static final String[] CELL = {
    LabelNames.NAMESPACE, LabelNames.POD, LabelNames.LISTENER, LabelNames.PATH, LabelNames.VIA
  };

  private final Counter requests;
  private final FailureCounters failures;
  private final Optional<Histogram> duration;
  private final Series series;
  private Map<String, Counted> pods = new HashMap<>();

  /**
   * What was counted of a pod.
   *
   * @param last the report that was counted last
   * @param cells all that have series
   */
  private record Counted(PodReport last, Set<List<String>> cells) {}

  /** Metrics in that registry. */
  RequestMetrics(PrometheusRegistry registry, Series series) {
    this.series = series;
    requests =
        Counter.builder()
            .name("ksm_probe_endpoint_requests_total")
            .help("Requests sent to the endpoint.")
            .constLabels(series.constant())
            .labelNames(CELL)
            .register(registry);
    failures = new FailureCounters(registry, series);
    duration =
        series.detail().hasLatencies()
            ? Optional.of(histogram(registry, series))
            : Optional.empty();
  }

  private static Histogram histogram(PrometheusRegistry registry, Series series) {
    return Histogram.builder()
        .name("ksm_probe_endpoint_duration_seconds")
        .help("From dial to the last byte read, for requests that were answered.")
        .constLabels(series.constant())
        .labelNames(CELL)
        .classicUpperBounds(series.detail().bounds())
        .register(registry);
  }

  @Override
  public synchronized void accept(Report report) {
    Map<String, Counted> now = new HashMap<>();
    for (PodReport pod : report.pods()) {
      Optional<Counted> before = Optional.ofNullable(pods.get(pod.key()));
      now.put(
          pod.key(),
          before
              .filter(known -> isSameRound(known.last(), pod))
              .orElseGet(() -> counted(pod, before)));
    }
    pods.forEach(
        (key, gone) -> {
          if (!now.containsKey(key)) {
            forget(gone);
          }
        });
    pods = now;
  }

  // Two rounds may well be equal; the same round is the same object, and counts once.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSameRound(PodReport one, PodReport other) {
    return one == other;
  }

  // A cell that a slow round did not get to keeps its series: a counter never goes back. Only one
  // that the pod, redeclared, is no longer asked for goes.
  private Counted counted(PodReport pod, Optional<Counted> before) {
    Set<List<String>> cells = new HashSet<>();
    for (EndpointState state : pod.endpoints()) {
      List<String> cell = cell(pod, state.listener(), state.path(), state.via());
      cells.add(cell);
      if (state.fresh()) {
        count(state, cell);
      }
    }
    for (Answered exchange : pod.evidence()) {
      if (exchange.ask().purpose() instanceof Cell(var listener, var path, var via)) {
        cells.add(cell(pod, listener, path, via));
      }
    }
    before.ifPresent(
        known -> {
          if (known.last().pod().workload().equals(pod.pod().workload())) {
            cells.addAll(known.cells());
          } else {
            known.cells().stream().filter(cell -> !cells.contains(cell)).forEach(this::forget);
          }
        });
    return new Counted(pod, cells);
  }

  private void count(EndpointState state, List<String> cell) {
    failures.count(state, cell);
    if (series.counts(state.listener(), state.path())) {
      String[] values = cell.toArray(String[]::new);
      requests.labelValues(values).inc();
      duration.ifPresent(histogram -> observe(histogram, state, values));
    }
  }

  private static void observe(Histogram histogram, EndpointState state, String[] cell) {
    histogram.initLabelValues(cell);
    if (state.kind() != AnswerClass.NO_ANSWER) {
      histogram.labelValues(cell).observe(state.took().toNanos() / 1e9);
    }
  }

  private void forget(Counted gone) {
    gone.cells().forEach(this::forget);
    Workload workload = gone.last().pod().workload();
    failures.forgetListeners(workload.namespace(), workload.name());
  }

  private void forget(List<String> gone) {
    String[] cell = gone.toArray(String[]::new);
    requests.remove(cell);
    duration.ifPresent(histogram -> histogram.remove(cell));
    failures.forgetEndpoint(gone);
  }

  private static List<String> cell(PodReport pod, Listener listener, String path, Via via) {
    Workload workload = pod.pod().workload();
    return List.of(workload.namespace(), workload.name(), listener.label(), path, via.label());
  }
}
