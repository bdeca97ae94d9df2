package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/**
 * The kubelet cannot reach the pod, and the exporter within it can: what a NetworkPolicy or
 * firewall on the node does.
 */
@Scenario
final class CutOffScenario {

  @Test
  void says_that_the_kubelet_disagrees_and_that_it_is_over() {
    try (Sandbox sandbox = new Sandbox("cut-off")) {
      sandbox.install("2.20.0");
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is ready", () -> sandbox.isReady(pod));
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
      Agreement.holds(exporter, pod);

      String[] telemetry = {"to", exporter.address(), "ipproto", "tcp", "dport", "8081"};
      rule("add", telemetry);
      try {
        until("the pod is not ready", () -> !sandbox.isReady(pod));
        until("the exporter says so", () -> disagrees(exporter, pod, 1));
        assertTrue(
            exporter.metrics().has(1, "ksm_probe_kubelet_success", "probe_type", "readiness"));
        assertEquals("kubelet_disagrees", agreement(exporter, pod));
        until("and logs it", () -> exporter.logged("kubelet_disagrees"));
        assertTrue(sandbox.event(pod, "Unhealthy", "Readiness probe failed"));
        assertFalse(exporter.logged("severity=error", "probe=readiness", "wrong"));
      } finally {
        rule("del", telemetry);
      }
      until("the pod is ready again", () -> sandbox.isReady(pod));
      until("and that is over", () -> disagrees(exporter, pod, 0));
      Agreement.holds(exporter, pod);
    }
  }

  private static boolean disagrees(Exporter exporter, Pod pod, int value) {
    return exporter
        .metrics()
        .has(
            value,
            "ksm_probe_kubelet_disagrees",
            "target_pod",
            pod.getMetadata().getName(),
            "target_container",
            "kube-state-metrics");
  }

  private static String agreement(Exporter exporter, Pod pod) {
    return exporter.report(pod).stream()
        .flatMap(report -> report.get("kubelet").get("containers").valueStream())
        .filter(container -> container.get("container").asString().equals("kube-state-metrics"))
        .map(container -> container.get("agreement").asString())
        .findFirst()
        .orElse("");
  }

  /** For packets of the node, which the kubelet's are; what stays within the pod knows no rule. */
  private static void rule(String verb, String... selector) {
    String[] line = new String[selector.length + 3];
    line[0] = "rule";
    line[1] = verb;
    System.arraycopy(selector, 0, line, 2, selector.length);
    line[line.length - 1] = "unreachable";
    Cluster.run("ip", "", line);
  }
}
