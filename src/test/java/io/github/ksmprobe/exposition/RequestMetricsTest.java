package io.github.ksmprobe.exposition;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final KsmPod POD = pod(ksm(liveness("/livez", 8080)));
  private static final KsmPod DECLARED_ANEW = pod(ksm(liveness("/health", 8080)));

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RequestMetrics requests = new RequestMetrics(registry, Series.of(Cardinality.FULL));
  private Predicate<Ask> cut = _ -> false;
  private final Round round =
      new Round(plan -> plan.asks().stream().map(this::answer).toList(), SECOND, SECOND, 1);

  @Test
  void a_request_that_a_slow_round_did_not_get_to_takes_nothing_back() {
    rounds(POD, 3);
    cut = ask -> ask.purpose() instanceof Cell(_, var path, _) && path.equals("/healthz");
    rounds(POD, 2);
    assertEquals(3.0, count("main /healthz pod_ip"));
    assertEquals(5.0, count("main /livez pod_ip"));
    cut = _ -> false;
    rounds(POD, 1);
    assertEquals(4.0, count("main /healthz pod_ip"));
  }

  @Test
  void the_same_report_counts_once_however_often_it_is_handed_on() {
    PodReport report = Judge.of(target(POD), round.on(target(POD)));
    accept(report);
    accept(report);
    assertEquals(1.0, count("main /livez pod_ip"));
  }

  @Test
  void a_pod_that_is_declared_anew_keeps_what_it_is_still_asked_for() {
    cut = ask -> ask.purpose() instanceof Cell(_, var path, _) && path.equals("/readyz");
    rounds(POD, 1);
    rounds(DECLARED_ANEW, 1);
    assertEquals(2.0, count("main /livez pod_ip"));
    assertEquals(1.0, count("main /health pod_ip"));
    rounds(POD, 1);
    assertEquals(3.0, count("main /livez pod_ip"));
    assertEquals(-1.0, count("main /health pod_ip"), "it is asked for no more");
  }

  @Test
  void a_pod_that_is_gone_takes_its_series_along() {
    rounds(POD, 2);
    requests.accept(new Report(List.of(), Instant.EPOCH, SECOND, SECOND));
    assertEquals(-1.0, count("main /livez pod_ip"));
  }

  private void rounds(KsmPod pod, int count) {
    for (int i = 0; i < count; i++) {
      accept(Judge.of(target(pod), round.on(target(pod))));
    }
  }

  private void accept(PodReport report) {
    requests.accept(new Report(List.of(report), Instant.EPOCH, SECOND, SECOND));
  }

  private static Target target(KsmPod pod) {
    return new Target(pod, Vantage.inside(pod.ip()));
  }

  private Answered answer(Ask ask) {
    return cut.test(ask)
        ? new Answered(ask, new Answer.NotObservable(Answer.Why.ROUND_ENDED, ""))
        : new Prediction(POD, match("2.14.0"), Conditions.NORMAL)
            .answers(new Plan(List.of(ask), SECOND))
            .getFirst();
  }

  /** The requests to one cell, -1 without a series. */
  private double count(String cell) {
    TreeMap<String, Double> counts = new TreeMap<>();
    registry.scrape("ksm_probe_endpoint_requests"::equals).stream()
        .map(CounterSnapshot.class::cast)
        .flatMap(family -> family.getDataPoints().stream())
        .forEach(
            point ->
                counts.put(
                    point.getLabels().get("listener")
                        + " "
                        + point.getLabels().get("path")
                        + " "
                        + point.getLabels().get("via"),
                    point.getValue()));
    return counts.getOrDefault(cell, -1.0);
  }
}
