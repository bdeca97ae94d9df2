package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.judgement.PodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each of the rounds on the sick pod gives another wrong answer to everything that is asked. */
class FailureCountersTest {

  private static final int CLASSES = AnswerClass.values().length;
  // Three paths of probes, the control path and five others, from loopback and on the pod's
  // address.
  private static final int CELLS_OF_MAIN = 18;

  @Test
  void no_failure_is_lost_whatever_its_reason() {
    for (Cardinality detail : Cardinality.values()) {
      Scraped sick = scraped(detail, WatchedPods.sick(true));

      assertTrue(sum(sick, "ksm_probe_endpoint_requests_total", "") > 100);
      assertEquals(
          sum(sick, "ksm_probe_endpoint_requests_total", ""),
          sum(sick, "ksm_probe_endpoint_failures_total", ""),
          detail.toString());
    }
  }

  @Test
  void the_reasons_of_a_listener_are_those_of_all_its_paths() {
    for (Cardinality detail : Cardinality.values()) {
      Scraped sick = scraped(detail, WatchedPods.sick(true));
      for (AnswerClass kind : AnswerClass.values()) {
        String reason = "reason=\"" + kind.label() + "\"";

        assertEquals(
            CELLS_OF_MAIN,
            sum(sick, "ksm_probe_listener_failures_total", "listener=\"main\"," + reason));
      }
    }
  }

  @Test
  void a_first_failure_is_a_step_from_zero() {
    Scraped healthy = scraped(Cardinality.SIDECAR, List.of(List.of(WatchedPods.healthy(true))));

    assertEquals(10, count(healthy, "ksm_probe_endpoint_failures_total"));
    assertEquals(2L * CLASSES, count(healthy, "ksm_probe_listener_failures_total"));
    assertEquals(0, sum(healthy, "ksm_probe_endpoint_failures_total", ""));
    assertEquals(0, sum(healthy, "ksm_probe_listener_failures_total", ""));
  }

  @Test
  void among_many_pods_endpoints_start_at_zero_and_reasons_when_they_happen() {
    Scraped healthy = scraped(Cardinality.CLUSTER, List.of(List.of(WatchedPods.healthy(false))));

    assertEquals(5, count(healthy, "ksm_probe_endpoint_failures_total"));
    assertEquals(0, count(healthy, "ksm_probe_listener_failures_total"));
  }

  @Test
  void a_pod_that_is_gone_takes_all_of_them_along() {
    for (Cardinality detail : Cardinality.values()) {
      List<List<PodReport>> rounds = new ArrayList<>(WatchedPods.sick(true));
      rounds.add(List.of());
      Scraped gone = scraped(detail, rounds);

      assertTrue(gone.samples().stream().noneMatch(line -> line.contains("ksm-sick")), gone.text());
    }
  }

  private static Scraped scraped(Cardinality detail, List<List<PodReport>> rounds) {
    return Scraped.after(detail, Map.of(), rounds);
  }

  private static long count(Scraped scraped, String metric) {
    return scraped.samples().stream().filter(line -> line.startsWith(metric + "{")).count();
  }

  private static double sum(Scraped scraped, String metric, String labels) {
    return scraped.samples().stream()
        .filter(line -> line.startsWith(metric + "{") && line.contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
