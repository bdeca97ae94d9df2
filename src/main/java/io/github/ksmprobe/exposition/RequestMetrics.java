package io.github.ksmprobe.exposition;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What adds up over rounds: requests, failures and latencies by endpoint. Every series starts at 0
 * with its endpoint's first round, and goes when its pod goes.
 */
public final class RequestMetrics implements ReportSink {

  private static final String[] CELL = {
    Names.NAMESPACE, Names.POD, Names.LISTENER, Names.PATH, Names.VIA
  };

  private final Counter requests;
  private final Counter failures;
  private final Optional<Histogram> duration;
  private final Detail detail;
  private IdentityHashMap<PodReport, List<List<String>>> counted = new IdentityHashMap<>();

  /** Metrics in that registry. */
  public RequestMetrics(PrometheusRegistry registry) {
    this(registry, Detail.FULL);
  }

  /** The same, with more or fewer series. */
  public RequestMetrics(PrometheusRegistry registry, Detail detail) {
    this.detail = requireNonNull(detail);
    requests =
        Counter.builder()
            .name("ksm_probe_endpoint_requests_total")
            .help("Requests sent to the endpoint.")
            .labelNames(CELL)
            .register(registry);
    failures =
        Counter.builder()
            .name("ksm_probe_endpoint_failures_total")
            .help(
                "Answers other than what this version of kube-state-metrics should give, by the class of the answer.")
            .labelNames(
                Names.NAMESPACE, Names.POD, Names.LISTENER, Names.PATH, Names.VIA, Names.REASON)
            .register(registry);
    duration = detail == Detail.FULL ? Optional.of(histogram(registry)) : Optional.empty();
  }

  private static Histogram histogram(PrometheusRegistry registry) {
    return Histogram.builder()
        .name("ksm_probe_endpoint_duration_seconds")
        .help("From dial to the last byte read, for requests that were answered.")
        .labelNames(CELL)
        .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
        .register(registry);
  }

  @Override
  public synchronized void accept(Report report) {
    IdentityHashMap<PodReport, List<List<String>>> handed = new IdentityHashMap<>();
    Set<List<String>> seen = new HashSet<>();
    for (PodReport pod : report.pods()) {
      List<List<String>> before = counted.get(pod);
      // The same object is the same round, which counts once.
      List<List<String>> cells = before == null ? counted(pod) : before;
      handed.put(pod, cells);
      if (before == null) {
        seen.addAll(cells);
      }
    }
    counted.forEach(
        (pod, cells) -> {
          if (!handed.containsKey(pod)) {
            cells.stream().filter(cell -> !seen.contains(cell)).forEach(this::forget);
          }
        });
    counted = handed;
  }

  private List<List<String>> counted(PodReport pod) {
    List<List<String>> cells = new ArrayList<>();
    for (EndpointState state : pod.endpoints()) {
      List<String> cell = cell(pod, state);
      cells.add(cell);
      if (state.fresh()) {
        count(state, cell.toArray(String[]::new));
      }
    }
    return cells;
  }

  private void count(EndpointState state, String[] cell) {
    requests.labelValues(cell).inc();
    for (AnswerClass kind : AnswerClass.values()) {
      boolean failed = !state.asExpected() && kind == state.kind();
      if (detail.shows(failed)) {
        failures.labelValues(with(cell, kind.label())).inc(failed ? 1 : 0);
      }
    }
    duration.ifPresent(histogram -> observe(histogram, state, cell));
  }

  private static void observe(Histogram histogram, EndpointState state, String[] cell) {
    histogram.initLabelValues(cell);
    if (state.kind() != AnswerClass.NO_ANSWER) {
      histogram.labelValues(cell).observe(state.took().toNanos() / 1e9);
    }
  }

  private void forget(List<String> gone) {
    String[] cell = gone.toArray(String[]::new);
    requests.remove(cell);
    duration.ifPresent(histogram -> histogram.remove(cell));
    for (AnswerClass kind : AnswerClass.values()) {
      failures.remove(with(cell, kind.label()));
    }
  }

  private static List<String> cell(PodReport pod, EndpointState state) {
    var workload = pod.pod().workload();
    return List.of(
        workload.namespace(),
        workload.name(),
        state.listener().label(),
        state.path(),
        state.via().label());
  }

  private static String[] with(String[] cell, String reason) {
    String[] all = java.util.Arrays.copyOf(cell, cell.length + 1);
    all[cell.length] = reason;
    return all;
  }
}
