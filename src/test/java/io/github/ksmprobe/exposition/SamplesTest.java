package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many samples a scrape has: Prometheus keeps each of them, for every pod. */
class SamplesTest {

  @Test
  void every_sample_is_one_metrics() {
    Scraped healthy = Scraped.after(Cardinality.FULL, List.of(WatchedPods.healthy(true)));

    assertEquals(1046, healthy.samples().size());
    assertEquals(
        healthy.samples().size(),
        healthy.byMetric().values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void one_pod_of_many_brings_few() {
    Scraped nobody = Scraped.after(Cardinality.COMPACT, List.of());
    Scraped one = Scraped.after(Cardinality.COMPACT, List.of(WatchedPods.healthy(false)));

    assertEquals(61, one.samples().size() - nobody.samples().size());
    assertTrue(nobody.samples().size() < 20, nobody.text());
  }
}
