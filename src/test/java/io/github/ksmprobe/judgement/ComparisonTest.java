package io.github.ksmprobe.judgement;

import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.readiness;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.judgement.Comparison.Outcome;
import io.github.ksmprobe.judgement.Comparison.Step;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Rollout;
import io.github.ksmprobe.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  private static final Container BY_ACCIDENT =
      ksm(liveness("/livez", 8080), readiness("/readyz", 8080));
  private static final Container RIGHT = ksm(liveness("/livez", 8080), readiness("/readyz", 8081));

  @Test
  void a_probe_that_passed_by_accident_breaks() {
    Comparison comparison = compare(BY_ACCIDENT, "2.13.0", BY_ACCIDENT, "2.14.0", "Deployment");
    assertEquals(List.of(Step.SAME, Step.BREAKS), steps(comparison));
  }

  @Test
  void a_probe_that_passes_rightly_from_now_on_is_repaired() {
    Comparison comparison = compare(BY_ACCIDENT, "2.13.0", RIGHT, "2.14.0", "Deployment");
    assertEquals(List.of(Step.SAME, Step.REPAIRED), steps(comparison));
    assertEquals(Optional.of(Outcome.GOES_THROUGH), comparison.rollout());
  }

  @Test
  void a_probe_that_asks_something_else_changes_and_one_that_comes_is_new() {
    Container healthz = ksm(liveness("/healthz", 8080), readiness("/readyz", 8081));
    assertEquals(
        List.of(Step.CHANGES, Step.SAME),
        steps(compare(RIGHT, "2.14.0", healthz, "2.14.0", "Deployment")));
    PodReport report = report(RIGHT, "2.14.0", "Deployment");
    assertEquals(
        List.of(Step.ADDED, Step.ADDED),
        steps(new Comparison(Optional.empty(), Optional.of(report))));
    assertEquals(
        List.of(Step.REMOVED, Step.REMOVED),
        steps(new Comparison(Optional.of(report), Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, NEW_FIRST, STOPS_BESIDE_THE_OLD",
    "Deployment, ALL_OLD_FIRST, LEAVES_NONE",
    "StatefulSet, ONE_BY_ONE, STOPS_AT_THE_FIRST",
    "DaemonSet, BY_HAND, WAITS_FOR_SOMEBODY"
  })
  void pods_that_never_become_ready_stop_a_rollout_each_in_its_way(
      String kind, Rollout rollout, Outcome outcome) {
    PodReport broken = report(BY_ACCIDENT, "2.14.0", kind);
    Workload was = broken.pod().workload();
    Workload rolled =
        new Workload(
            was.origin(),
            kind,
            was.namespace(),
            was.name(),
            was.labels(),
            was.pod(),
            List.of(),
            rollout);
    PodReport now = Judge.predicted(KsmPod.of(rolled).orElseThrow(), broken.version());
    assertEquals(
        Optional.of(outcome), new Comparison(Optional.of(broken), Optional.of(now)).rollout());
  }

  @Test
  void a_liveness_that_fails_lets_the_rollout_through_and_restarts_for_ever() {
    Container broken = ksm(httpsLiveness("/livez", 8080), readiness("/readyz", 8081));
    assertEquals(
        Optional.of(Outcome.RESTARTS_FOR_EVER),
        compare(RIGHT, "2.14.0", broken, "2.14.0", "Deployment").rollout());
  }

  private static List<Step> steps(Comparison comparison) {
    return comparison.probes().stream().map(Comparison.Probe::step).toList();
  }

  private static Comparison compare(
      Container old, String before, Container container, String after, String kind) {
    return Comparison.of(
            List.of(report(old, before, kind)), List.of(report(container, after, kind)))
        .getFirst();
  }

  private static PodReport report(Container container, String version, String kind) {
    Workload workload = pod(container).workload().named(kind, "monitoring", "ksm");
    KsmPod pod = KsmPod.of(workload).orElseThrow();
    return Judge.predicted(pod, List.of(KsmVersion.parse(version).orElseThrow())).getFirst();
  }
}
