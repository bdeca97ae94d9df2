package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One exporter for a whole cluster, while pods of kube-state-metrics come and go. */
@Scenario
final class WatcherScenario {

  @Test
  void sees_each_pod_that_comes_and_forgets_each_that_goes() {
    try (Sandbox sandbox = new Sandbox("watcher")) {
      Helm watcher = new Helm(sandbox);
      watcher.install("mode=cluster");
      Cluster.apply(sandbox.rendered("2.20.0", ""));
      until("the watcher has an address", () -> !watcher.exporters().isEmpty());
      Exporter exporter = watcher.exporters().getFirst();

      Pod first = sandbox.pod("2.20.0");
      until("it is watched", () -> watched(sandbox, exporter).equals(names(sandbox)));
      until("it is ready", () -> sandbox.isReady(first));
      until("both are ok", () -> exporter.reason(first, "readiness").equals("ok"));
      until("liveness is ok", () -> exporter.reason(first, "liveness").equals("ok"));
      Agreement.holds(exporter, first);

      for (int replicas : new int[] {4, 1, 3, 0, 2}) {
        Cluster.kubectl(
            "--namespace=" + sandbox.namespace,
            "scale",
            "deployment/kube-state-metrics",
            "--replicas=" + replicas);
        until(
            "all " + replicas + " are watched, and no other",
            () ->
                names(sandbox).size() == replicas
                    && watched(sandbox, exporter).equals(names(sandbox)));
      }
      assertTrue(exporter.metrics().has(1, "ksm_probe_kubernetes_api_up"));
      sandbox.pods().forEach(pod -> agrees(sandbox, exporter, pod));
      assertFalse(
          exporter.logged("severity=error", "target=" + sandbox.namespace), "nothing was wrong");
      assertFalse(exporter.logged("level=error"), "and the exporter had no fault");
    }
  }

  @Test
  void with_a_role_in_each_of_two_namespaces_it_sees_these_and_no_other() {
    try (Sandbox one = new Sandbox("one-of-two");
        Sandbox other = new Sandbox("other-of-two");
        Sandbox third = new Sandbox("neither")) {
      Helm watcher = new Helm(one);
      watcher.install(
          "mode=cluster", "cluster.namespaces={%s,%s}".formatted(one.namespace, other.namespace));
      List.of(one, other, third).forEach(each -> Cluster.apply(each.rendered("2.20.0", "")));
      until("the watcher has an address", () -> !watcher.exporters().isEmpty());
      Exporter exporter = watcher.exporters().getFirst();
      for (Sandbox each : List.of(one, other, third)) {
        Pod pod = each.pod("2.20.0");
        until("it is ready", () -> each.isReady(pod));
      }
      for (Sandbox each : List.of(one, other)) {
        until("its pod is watched", () -> watched(each, exporter).equals(names(each)));
        agrees(each, exporter, each.pods().getFirst());
      }
      assertEquals(Set.of(), watched(third, exporter));
      assertTrue(exporter.metrics().has(1, "ksm_probe_kubernetes_api_up"));
      assertFalse(exporter.logged("denies"), "nothing was asked for that it may not have");
    }
  }

  private static void agrees(Sandbox sandbox, Exporter exporter, Pod pod) {
    until("it is ready", () -> sandbox.isReady(pod));
    until("it is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
    Agreement.holds(exporter, pod);
  }

  private static Set<String> watched(Sandbox sandbox, Exporter exporter) {
    return exporter
        .metrics()
        .named("ksm_probe_target_info", "target_namespace", sandbox.namespace)
        .map(sample -> sample.label("target_pod"))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> names(Sandbox sandbox) {
    Stream<Pod> pods = sandbox.pods().stream();
    return pods.map(pod -> pod.getMetadata().getName()).collect(toCollection(TreeSet::new));
  }
}
