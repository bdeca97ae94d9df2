package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The API server is killed, or hangs, and comes back. Runs alone: all others need it. */
@ResourceLock(Scenario.API_SERVER)
final class ApiServerScenario {

  /** So that the kubelet does not restart kube-state-metrics meanwhile. */
  private static final String PATIENT_LIVENESS =
      """
      - op: add
        path: /spec/template/spec/containers/0/livenessProbe/failureThreshold
        value: 60
      """;

  /** After a long one the API server is asked every five minutes or so. */
  private static final Duration AFTER_AN_OUTAGE = Duration.ofMinutes(8);

  @Test
  void killed_or_hanging_and_back_is_an_outage_and_no_mismatch_to_sidecar_and_watcher() {
    try (Sandbox sandbox = new Sandbox("api-server")) {
      Helm helm = new Helm(sandbox);
      helm.install("mode=cluster");
      sandbox.install("2.20.0", PATIENT_LIVENESS);
      Pod pod = sandbox.pod("2.20.0");
      until("the watcher has an address", () -> !helm.exporters().isEmpty());
      List<Exporter> both = List.of(Exporter.in(pod), helm.exporters().getFirst());
      until("the pod is ready", () -> sandbox.isReady(pod));
      until("both see that it is well", () -> both.stream().allMatch(one -> well(one, pod)));

      Cluster.signal("api-server", "KILL");
      try {
        isDown(both, pod);
      } finally {
        Cluster.startApiServer();
      }
      isBack(both, pod);

      Cluster.signal("api-server", "STOP");
      try {
        isDown(both, pod);
      } finally {
        Cluster.signal("api-server", "CONT");
      }
      isBack(both, pod);
    }
  }

  private static void isDown(List<Exporter> both, Pod pod) {
    until("both say that it is down", () -> both.stream().allMatch(one -> up(one, 0)));
    until(
        "both say why liveness fails",
        () -> both.stream().allMatch(one -> one.reason(pod, "liveness").startsWith("dependency_")));
    both.forEach(one -> Agreement.holds(one, pod));
  }

  private static void isBack(List<Exporter> both, Pod pod) {
    until(
        AFTER_AN_OUTAGE,
        "both see that it is well again",
        () -> both.stream().allMatch(one -> well(one, pod)));
    both.forEach(
        one -> {
          Agreement.holds(one, pod);
          assertEquals(
              0,
              one.metrics()
                  .named("ksm_probe_mismatch", "target_pod", pod.getMetadata().getName())
                  .count());
          assertFalse(
              one.logged("severity=error", "target=" + pod.getMetadata().getNamespace()),
              "no verdict calls the configuration wrong");
          assertFalse(one.logged("level=error"), "and the exporter had no fault");
        });
  }

  private static boolean well(Exporter exporter, Pod pod) {
    return exporter.reason(pod, "liveness").equals("ok")
        && exporter.reason(pod, "readiness").equals("ok")
        && up(exporter, 1);
  }

  private static boolean up(Exporter exporter, int value) {
    return exporter.metrics().has(value, "ksm_probe_kubernetes_api_up");
  }
}
