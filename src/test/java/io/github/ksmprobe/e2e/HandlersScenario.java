package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Probes that are no HTTP requests, as docs/faq.md has them. */
@Scenario
final class HandlersScenario {

  @Test
  void an_open_port_is_a_note_and_a_command_that_is_not_there_is_thrown_away() {
    try (Sandbox sandbox = new Sandbox("tcp-exec")) {
      sandbox.install(
          "2.20.0",
          probe("readiness", "tcpSocket: {port: telemetry}"),
          probe("liveness", "exec: {command: [/bin/true]}"));
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is ready", () -> sandbox.isReady(pod));
      isJudged(exporter, pod, "readiness", "port_open", "info");
      isJudged(exporter, pod, "liveness", "not_executable", "error");
      until("the kubelet says so", () -> sandbox.event(pod, "Unhealthy", "Liveness probe errored"));
      Agreement.holds(exporter, pod);
      assertTrue(
          exporter
              .metrics()
              .has(
                  0,
                  "ksm_probe_container_restarts_total",
                  "target_container",
                  "kube-state-metrics"),
          "what is thrown away restarts nothing");
    }
  }

  @Test
  void kube_state_metrics_speaks_no_grpc() {
    try (Sandbox sandbox = new Sandbox("grpc")) {
      sandbox.install("2.20.0", probe("liveness", "grpc: {port: 8080}"));
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      isJudged(exporter, pod, "liveness", "no_grpc", "error");
      until("the kubelet says so", () -> sandbox.event(pod, "Unhealthy", "Liveness probe failed"));
      Agreement.holds(exporter, pod);
    }
  }

  /**
   * Of kube-state-metrics, in place of its own, and patient enough to restart nothing meanwhile.
   */
  private static String probe(String type, String handler) {
    return """
        - op: replace
          path: /spec/template/spec/containers/0/%sProbe
          value: {%s, failureThreshold: 60}
        """
        .formatted(type, handler);
  }

  private static void isJudged(
      Exporter exporter, Pod pod, String probe, String reason, String severity) {
    until(probe + " is " + reason, () -> exporter.reason(pod, probe).equals(reason));
    JsonNode verdict = exporter.verdict(pod, probe).orElseThrow();
    assertEquals(severity, verdict.get("severity").asString());
  }
}
