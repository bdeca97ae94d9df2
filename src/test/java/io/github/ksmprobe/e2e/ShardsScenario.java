package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pods shared between exporters. */
@Scenario
final class ShardsScenario {

  private static final int PODS = 6;

  private static final Duration ROUND = Duration.ofSeconds(15);

  @Test
  void two_become_three_and_two_again_and_no_pod_is_unwatched_for_longer_than_a_round() {
    try (Sandbox sandbox = new Sandbox("shards")) {
      Helm helm = new Helm(sandbox);
      shards(helm, 2);
      Cluster.apply(sandbox.rendered("2.20.0", ""));
      String scale = "--namespace=" + sandbox.namespace;
      Cluster.kubectl(scale, "scale", "deployment/kube-state-metrics", "--replicas=" + PODS);
      until("all run", () -> sandbox.pods().stream().filter(Readiness::isPodReady).count() == PODS);
      Set<String> pods =
          sandbox.pods().stream().map(pod -> pod.getMetadata().getName()).collect(toSet());
      until("all are watched", () -> watched(helm).containsAll(pods));

      shards(helm, 3);
      Duration growing = longestGap(helm, pods, 3);
      shards(helm, 2);
      Duration shrinking = longestGap(helm, pods, 2);
      System.out.println("  unwatched: growing " + growing + ", shrinking " + shrinking);
      assertTrue(
          growing.compareTo(ROUND) < 0 && shrinking.compareTo(ROUND) < 0,
          "growing: " + growing + ", shrinking: " + shrinking);
    }
  }

  @Test
  void in_a_stateful_set_each_pod_takes_the_shard_of_its_ordinal() {
    try (Sandbox sandbox = new Sandbox("ordinals")) {
      Helm helm = new Helm(sandbox);
      String deployment = helm.rendered("mode=cluster", "cluster.extraArgs={--total-shards=2}");
      Cluster.apply(
          deployment
              .replace("kind: Deployment", "kind: StatefulSet")
              .replace("replicas: 1", "replicas: 2")
              .replaceAll("(?m)^  strategy:\\n.*\\n", ""));
      Cluster.apply(sandbox.rendered("2.20.0", ""));
      String scale = "--namespace=" + sandbox.namespace;
      Cluster.kubectl(scale, "scale", "deployment/kube-state-metrics", "--replicas=" + PODS);
      until("both have an address", () -> helm.exporters().size() == 2);
      until(
          "each pod is watched once",
          () ->
              helm.exporters().stream()
                  .flatMap(exporter -> watched(sandbox, exporter))
                  .sorted()
                  .toList()
                  .equals(sandbox.pods().stream().map(ShardsScenario::name).sorted().toList()));
      assertEquals(PODS, sandbox.pods().size());
    }
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static Stream<String> watched(Sandbox sandbox, Exporter exporter) {
    return exporter
        .metrics()
        .named("ksm_probe_target_info", "target_namespace", sandbox.namespace)
        .map(sample -> sample.label("target_pod"));
  }

  private static void shards(Helm helm, int number) {
    helm.install("mode=cluster", "cluster.shards=" + number);
  }

  /**
   * Of any pod, from the first look that missed it to the last, until so many new shards are there
   * and the old ones are gone.
   */
  private static Duration longestGap(Helm helm, Set<String> pods, int shards) {
    Map<String, Long> missed = new HashMap<>();
    long[] gap = {0};
    until(
        Duration.ofMinutes(6),
        "the roll-out is over",
        () -> {
          long now = System.nanoTime();
          Set<String> seen = watched(helm);
          missed.keySet().removeAll(seen);
          pods.stream()
              .filter(pod -> !seen.contains(pod))
              .forEach(
                  pod -> gap[0] = Math.max(gap[0], now - missed.computeIfAbsent(pod, _ -> now)));
          return rolledOut(helm.exporters(), shards) && seen.containsAll(pods);
        });
    return Duration.ofNanos(gap[0]);
  }

  private static boolean rolledOut(List<Exporter> exporters, int shards) {
    String flag = "--total-shards=" + shards;
    return exporters.size() == shards
        && exporters.stream()
            .map(Exporter::pod)
            .allMatch(pod -> Readiness.isPodReady(pod) && arguments(pod).contains(flag));
  }

  private static List<String> arguments(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getArgs();
  }

  private static Set<String> watched(Helm helm) {
    return helm.exporters().stream()
        .flatMap(exporter -> exporter.metrics().named("ksm_probe_target_info"))
        .map(sample -> sample.label("target_pod"))
        .collect(toSet());
  }
}
