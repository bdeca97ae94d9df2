package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A probe passes by accident, breaks at the upgrade, and is repaired. */
@Scenario
final class UpgradeScenario {

  /** Readiness on main, where v2.13.0 answers every path with 200. */
  private static final String READINESS_ON_MAIN =
      """
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet/port
        value: http-metrics
      """;

  @Test
  void passes_by_accident_then_breaks_at_the_upgrade_then_is_repaired() {
    try (Sandbox sandbox = new Sandbox("upgrade")) {
      sandbox.install("2.13.0", READINESS_ON_MAIN);
      Pod before = sandbox.pod("2.13.0");
      passesByAccident(sandbox, before);

      sandbox.install("2.20.0", READINESS_ON_MAIN);
      Pod broken = sandbox.pod("2.20.0");
      isBroken(sandbox, broken);
      assertTrue(sandbox.isReady(before), "the old pod goes on serving");
      assertEquals(
          before.getMetadata().getName(), forwarded(sandbox, "deployment/kube-state-metrics"));
      String name = broken.getMetadata().getName();
      assertEquals(name, forwarded(sandbox, "pod/" + name));

      sandbox.install("2.20.0");
      until("the broken pod is gone", () -> !sandbox.has(broken));
      Pod repaired = sandbox.pod("2.20.0");
      isRepaired(sandbox, repaired);
    }
  }

  /** The pod whose exporter answers through a port that kubectl forwards. */
  private static String forwarded(Sandbox sandbox, String target) {
    String json =
        Cluster.run(
            "bash",
            "",
            "-c",
            """
            kubectl --namespace="$1" port-forward "$2" 20117:10117 >/dev/null & trap "kill $!" EXIT
            curl --silent --fail --retry 20 --retry-connrefused http://localhost:20117/api/v1/report
            """,
            "forward",
            sandbox.namespace,
            target);
    return new ObjectMapper().readTree(json).at("/reports/0/name").asString();
  }

  private static void passesByAccident(Sandbox sandbox, Pod pod) {
    Exporter exporter = Exporter.in(pod);
    String name = pod.getMetadata().getName();
    until("readiness is judged", () -> exporter.reason(pod, "readiness").equals("catch_all"));
    until("the kubelet calls the pod ready", () -> sandbox.isReady(pod));
    JsonNode verdict = exporter.verdict(pod, "readiness").orElseThrow();
    assertEquals("success", verdict.get("result").asString());
    assertEquals("warning", verdict.get("severity").asString());
    assertEquals("v2.14.0", verdict.get("breaksFrom").asString());
    Samples metrics = exporter.metrics();
    assertTrue(metrics.has(1, "ksm_probe_mismatch", "target_pod", name, "reason", "catch_all"));
    assertTrue(
        metrics.has(
            1, "ksm_probe_upgrade_mismatch", "target_pod", name, "probe_type", "readiness"));
    assertTrue(
        metrics
            .named("ksm_probe_target_info", "version", "2.13.0", "version_source", "landing_page")
            .findAny()
            .isPresent());
    assertTrue(exporter.logged("probe is not ok", "reason=catch_all", "severity=warning"));
    until("liveness is ok", () -> exporter.reason(pod, "liveness").equals("ok"));
    Agreement.holds(exporter, pod);
  }

  private static void isBroken(Sandbox sandbox, Pod pod) {
    Exporter exporter = Exporter.in(pod);
    until("readiness is judged", () -> exporter.reason(pod, "readiness").equals("wrong_port"));
    JsonNode verdict = exporter.verdict(pod, "readiness").orElseThrow();
    assertEquals("failure", verdict.get("result").asString());
    assertEquals("error", verdict.get("severity").asString());
    assertEquals(404, verdict.get("statusCode").asInt());
    until(
        "the kubelet says the same",
        () ->
            sandbox.event(
                pod,
                "Unhealthy",
                "Readiness probe failed: HTTP probe failed with statuscode: 404"));
    assertFalse(sandbox.isReady(pod));
    Agreement.holds(exporter, pod);
    assertTrue(
        exporter
            .metrics()
            .has(0, "ksm_probe_container_ready", "target_container", "kube-state-metrics"));
    assertTrue(exporter.logged("probe is not ok", "reason=wrong_port", "status_code=404"));
  }

  private static void isRepaired(Sandbox sandbox, Pod pod) {
    Exporter exporter = Exporter.in(pod);
    until("the kubelet calls the pod ready", () -> sandbox.isReady(pod));
    until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
    until("liveness is ok", () -> exporter.reason(pod, "liveness").equals("ok"));
    Agreement.holds(exporter, pod);
    assertEquals(0, exporter.metrics().named("ksm_probe_mismatch").count());
    assertFalse(exporter.logged("severity=error"), "it was never wrong in this pod");
  }
}
