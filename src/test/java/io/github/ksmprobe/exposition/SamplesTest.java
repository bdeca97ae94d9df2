package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.targets.ApiUse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many samples a scrape has: Prometheus keeps each of them, for every pod. */
class SamplesTest {

  private static final int MOST_OF_A_SIDECAR = 300;
  private static final int MOST_OF_ONE_POD_OF_MANY = 60;

  static Stream<PodReport> seenFromInside() {
    return WatchedPods.demo(true).stream();
  }

  static Stream<PodReport> seenFromOutside() {
    return WatchedPods.demo(false).stream();
  }

  @ParameterizedTest
  @MethodSource("seenFromInside")
  void a_sidecar_exports_few_samples(PodReport pod) {
    Scraped scraped = Scraped.after(Cardinality.SIDECAR, List.of(pod));

    assertTrue(scraped.samples().size() <= MOST_OF_A_SIDECAR, scraped.byMetric().toString());
  }

  @Test
  void a_sidecar_exports_few_samples_whatever_has_happened() {
    Map<ApiUse.Call, Long> calls =
        Stream.of("get", "list", "watch")
            .flatMap(verb -> Stream.of("200", "403", "none").map(code -> call(verb, code)))
            .collect(Collectors.toMap(call -> call, _ -> 1L));
    Scraped scraped = Scraped.after(Cardinality.SIDECAR, calls, WatchedPods.sick(true));

    assertTrue(scraped.samples().size() <= MOST_OF_A_SIDECAR, scraped.byMetric().toString());
  }

  @ParameterizedTest
  @MethodSource("seenFromOutside")
  void one_pod_of_many_brings_few_samples(PodReport pod) {
    int fixed = Scraped.after(Cardinality.CLUSTER, List.of()).samples().size();
    int all = Scraped.after(Cardinality.CLUSTER, WatchedPods.copies(pod, 30)).samples().size();

    assertTrue(fixed < 20, "without any pod: " + fixed);
    assertEquals(0, (all - fixed) % 30, "each brings as many");
    assertTrue((all - fixed) / 30 <= MOST_OF_ONE_POD_OF_MANY, "a pod: " + (all - fixed) / 30);
  }

  @ParameterizedTest
  @MethodSource("seenFromOutside")
  void one_pod_of_many_brings_few_samples_after_an_outage_of_all_it_has(PodReport pod) {
    int fixed = Scraped.after(Cardinality.CLUSTER, List.of()).samples().size();
    Scraped outage =
        Scraped.after(
            Cardinality.CLUSTER,
            Map.of(),
            List.of(
                List.of(WatchedPods.answering(pod, AnswerClass.NO_ANSWER)),
                List.of(WatchedPods.answering(pod, AnswerClass.UNAVAILABLE)),
                List.of(WatchedPods.answering(pod, AnswerClass.ERROR))));

    assertTrue(
        outage.samples().size() - fixed <= MOST_OF_ONE_POD_OF_MANY, outage.byMetric().toString());
  }

  @Test
  void full_brings_back_what_the_default_leaves_out_and_takes_nothing_away() {
    for (boolean inside : new boolean[] {true, false}) {
      Cardinality smaller = inside ? Cardinality.SIDECAR : Cardinality.CLUSTER;
      Set<String> left = series(Scraped.after(smaller, Map.of(), WatchedPods.sick(inside)));
      left.removeAll(series(Scraped.after(Cardinality.FULL, Map.of(), WatchedPods.sick(inside))));
      // There by reason.
      left.removeIf(one -> one.startsWith("ksm_probe_endpoint_failures_total{"));

      assertEquals(Set.of(), left);
    }
  }

  @Test
  void every_sample_belongs_to_one_metric() {
    Scraped healthy = Scraped.after(Cardinality.FULL, List.of(WatchedPods.healthy(true)));

    assertEquals(
        healthy.samples().size(),
        healthy.byMetric().values().stream().mapToLong(Long::longValue).sum());
  }

  private static Set<String> series(Scraped scraped) {
    return scraped.samples().stream()
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static ApiUse.Call call(String verb, String code) {
    return new ApiUse.Call(verb, code);
  }
}
