package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.exposition.Cardinality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The worlds in which the dashboards must tell the truth, each at a time of its own. */
public final class Worlds {

  // Long ago: what lies ahead of its own clock Prometheus may refuse.
  private static final Instant FIRST = Instant.parse("2024-06-03T12:00:00Z");
  private static final Duration APART = Duration.ofHours(12);

  private static final Duration OFTEN = Duration.ofSeconds(30);
  private static final Duration SELDOM = Duration.ofSeconds(60);

  private static final List<String> SCRAPED_OF_KSM = List.of("up", "kube_state_metrics_list_total");

  private final List<ObservedWorld> all = new ArrayList<>();

  private Worlds() {}

  /** In the order of their times. */
  public static List<ObservedWorld> all() {
    Map<String, String> east = Map.of("cluster", "east");
    Map<String, String> west = Map.of("cluster", "west");
    Worlds worlds = new Worlds();
    worlds.add("one-healthy-pod", OFTEN, List.of(worlds.sidecar()));
    worlds.add("demo", OFTEN, List.of(worlds.demo(east)));
    worlds.add("no-cluster-label", OFTEN, List.of(worlds.demo(Map.of())));
    worlds.add("two-clusters", OFTEN, List.of(worlds.demo(east), worlds.demo(west)));
    worlds.add("30-pods", OFTEN, List.of(worlds.crowd(30)));
    worlds.add("300-pods", SELDOM, List.of(worlds.crowd(300)));
    Instant twoMinutesAgo = worlds.next().minus(Duration.ofMinutes(2));
    worlds.add("dead-exporter", OFTEN, List.of(worlds.sidecar().dyingAt(twoMinutesAgo)));
    worlds.add("nothing-scraped", OFTEN, List.of());
    return List.copyOf(worlds.all);
  }

  private void add(String name, Duration interval, List<ScrapedProcess> exporters) {
    Map<Map<String, String>, List<String>> ksm = new HashMap<>();
    for (ScrapedProcess exporter : exporters) {
      Map<String, String> labels = new HashMap<>(exporter.labels());
      labels.putAll(Map.of("job", "kube-state-metrics", "instance", "10.0.0.7:8080"));
      ksm.put(labels, SCRAPED_OF_KSM);
    }
    all.add(new ObservedWorld(name, next(), interval, exporters, ksm));
  }

  private Instant next() {
    return FIRST.plus(APART.multipliedBy(all.size()));
  }

  private Fleet fleet() {
    return new Fleet(next().minus(ObservedWorld.WATCHED), next());
  }

  private ScrapedProcess sidecar() {
    String pod = "kube-state-metrics-7d4b9c6f5-x2x7k";
    return new ScrapedProcess(
        labels(Map.of("cluster", "east", "pod", pod), "10.0.0.7:9808"),
        Cardinality.SIDECAR,
        fleet().healthy("monitoring", pod));
  }

  private ScrapedProcess demo(Map<String, String> cluster) {
    return new ScrapedProcess(
        labels(cluster, "127.0.0.1:9808"), Cardinality.SIDECAR, fleet().demo());
  }

  private ScrapedProcess crowd(int pods) {
    return new ScrapedProcess(
        labels(Map.of("cluster", "east"), "10.0.0.8:9808"),
        Cardinality.CLUSTER,
        fleet().crowd(pods));
  }

  private static Map<String, String> labels(Map<String, String> some, String instance) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(Map.of("job", "ksm-probe-exporter", "namespace", "monitoring"));
    all.put("instance", instance);
    return Map.copyOf(all);
  }
}
