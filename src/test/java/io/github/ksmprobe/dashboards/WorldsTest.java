package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Found;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worlds are what their names say, as Prometheus has them. */
@ExtendWith(SeenDashboards.Extension.class)
class WorldsTest {

  @ParameterizedTest
  @CsvSource({
    "one-healthy-pod, 1, 1",
    "demo, 10, 1",
    "no-cluster-label, 10, 1",
    "two-clusters, 20, 2",
    "30-pods, 29, 1",
    "300-pods, 290, 1",
    "dead-exporter, 0, 0",
    "nothing-scraped, 0, 0",
  })
  void so_many_pods_are_watched_by_so_many_exporters(
      String world, int pods, int exporters, SeenDashboards seen) {
    assertEquals(pods, count(seen, world, "ksm_probe_target_info"));
    assertEquals(exporters, count(seen, world, "up{job=\"ksm-probe-exporter\"} == 1"));
  }

  @Test
  void a_dead_exporter_is_known_to_be_down_and_left_nothing(SeenDashboards seen) {
    assertEquals(1, count(seen, "dead-exporter", "up{job=\"ksm-probe-exporter\"} == 0"));
    assertEquals(0, count(seen, "dead-exporter", "{__name__=~\"ksm_probe_.+\"}"));
    assertEquals(1, count(seen, "dead-exporter", "ksm_probe_target_info offset 2m30s"));
  }

  @Test
  void clusters_have_their_label_or_none(SeenDashboards seen) {
    assertEquals(Set.of("east", "west"), clusters(seen, "two-clusters"));
    assertEquals(Set.of("east"), clusters(seen, "demo"));
    assertEquals(Set.of(""), clusters(seen, "no-cluster-label"));
  }

  @Test
  void the_projects_rules_were_evaluated_as_time_passed(SeenDashboards seen) {
    assertEquals(Set.of(), firing(seen, "one-healthy-pod"));
    assertEquals(Set.of("KubeStateMetricsDown"), firing(seen, "nothing-scraped"));
    assertEquals(
        Set.of("KubeStateMetricsProbeMismatch", "KubeStateMetricsProbePassesByAccident"),
        firing(seen, "30-pods"));
    // From inside and from outside, over all pods.
    String recorded = "target:ksm_probe_endpoint_availability:ratio_rate1h{path=\"/livez\"}";
    assertEquals(2, count(seen, "demo", recorded));
  }

  private static Set<String> firing(SeenDashboards seen, String world) {
    return labels(seen, world, "ALERTS{alertstate=\"firing\"}", "alertname");
  }

  private static Set<String> clusters(SeenDashboards seen, String world) {
    return labels(seen, world, "ksm_probe_target_info", "cluster");
  }

  private static Set<String> labels(SeenDashboards seen, String world, String query, String label) {
    return answers(seen, world, query).stream()
        .map(found -> found.labels().getOrDefault(label, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int count(SeenDashboards seen, String world, String query) {
    return answers(seen, world, query).size();
  }

  private static List<Found> answers(SeenDashboards seen, String name, String query) {
    ObservedWorld world = SeenDashboards.world(name);
    return seen.api().instant(query, world.now());
  }
}
