package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** kube-state-metrics dies again and again, with a configuration that is right. */
@Scenario
final class CrashLoopScenario {

  /** What may be said of a process that comes and goes. */
  private static final Set<String> TRUE_CAUSES =
      Set.of("", "ok", "process_down", "not_ready", "connection_reset", "timeout", "unknown");

  static final String FLAG_THAT_IS_NONE =
      """
      - op: add
        path: /spec/template/spec/containers/0/args
        value: [--port=8080, --telemetry-port=8081, --no-such-flag]
      """;

  @Test
  void killed_again_and_again_has_no_false_cause_and_is_well_again_after_it() {
    try (Sandbox sandbox = new Sandbox("killed")) {
      sandbox.install("2.20.0");
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is ready", () -> sandbox.isReady(pod));
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));

      Set<String> reasons = new TreeSet<>();
      String[] killed = {""};
      until(
          "it was killed three times and waits for its fourth start",
          () -> {
            ContainerStatus container = kubeStateMetrics(sandbox, pod);
            Optional.ofNullable(container.getContainerID())
                .filter(id -> container.getState().getRunning() != null && !id.equals(killed[0]))
                .ifPresent(
                    id -> {
                      Cluster.kill(id);
                      killed[0] = id;
                    });
            reasons.add(exporter.reason(pod, "liveness"));
            reasons.add(exporter.reason(pod, "readiness"));
            assertEquals(0, exporter.metrics().named("ksm_probe_mismatch").count());
            return container.getRestartCount() >= 3 && waits(container);
          });
      assertTrue(TRUE_CAUSES.containsAll(reasons), reasons.toString());
      assertTrue(reasons.contains("process_down"), reasons.toString());
      until("the pod is ready again", () -> sandbox.isReady(pod));
      until("readiness is ok again", () -> exporter.reason(pod, "readiness").equals("ok"));
      Agreement.holds(exporter, pod);
      assertFalse(exporter.logged("severity=error"), "the configuration was right all the time");
    }
  }

  @Test
  void that_never_starts_is_an_outage_and_no_mismatch() {
    try (Sandbox sandbox = new Sandbox("never-starts")) {
      sandbox.install("2.20.0", FLAG_THAT_IS_NONE);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("it waits for its next start", () -> waits(kubeStateMetrics(sandbox, pod)));
      until("readiness is judged", () -> exporter.reason(pod, "readiness").equals("process_down"));
      until(
          "the restarts are those that the kubelet tells",
          () ->
              exporter
                  .metrics()
                  .has(
                      kubeStateMetrics(sandbox, pod).getRestartCount(),
                      "ksm_probe_container_restarts_total",
                      "target_container",
                      "kube-state-metrics"));
      assertEquals(0, exporter.metrics().named("ksm_probe_mismatch").count());
      assertFalse(exporter.logged("severity=error"));
    }
  }

  private static boolean waits(ContainerStatus container) {
    return container.getState().getWaiting() != null
        && "CrashLoopBackOff".equals(container.getState().getWaiting().getReason());
  }

  private static ContainerStatus kubeStateMetrics(Sandbox sandbox, Pod pod) {
    return sandbox.now(pod).getStatus().getContainerStatuses().stream()
        .filter(one -> one.getName().equals("kube-state-metrics"))
        .findFirst()
        .orElseThrow();
  }
}
