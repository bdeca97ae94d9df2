package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** statsd_exporter with the probes of its chart, over the upgrade that breaks them. */
@Scenario
final class ComponentScenario {

  private static final String APP = "prometheus-statsd-exporter";
  private static final String CONTAINER = "statsd";
  private static final String FLAG = "--component=statsd_exporter";

  @Test
  void passes_by_accident_and_breaks_at_the_upgrade_as_watcher_probe_and_scan_say()
      throws IOException {
    try (Sandbox sandbox = new Sandbox(APP, "component", List.of())) {
      Helm watcher = new Helm(sandbox);
      watcher.install(
          "mode=cluster",
          "cluster.component=statsd_exporter",
          "kubeStateMetrics.podLabels.app\\.kubernetes\\.io/name=" + APP);
      install(sandbox, "0.28.0");
      until("the watcher has an address", () -> !watcher.exporters().isEmpty());
      Exporter exporter = watcher.exporters().getFirst();

      Pod before = sandbox.pod("0.28.0");
      judged(exporter, before, "catch_all");
      until("the kubelet calls it ready", () -> sandbox.isReady(before));
      JsonNode verdict = exporter.verdict(before, CONTAINER, "readiness").orElseThrow();
      assertEquals("success", verdict.get("result").asString());
      assertEquals("v0.29.0", verdict.get("breaksFrom").asString());
      assertTrue(exporter.metrics().has(1, "ksm_probe_mismatch", labels("catch_all")));
      Agreement.holds(exporter, before);
      assertSays(0, before, "v0.28.0 (by its landing page)", "catch_all, breaks from v0.29.0");

      install(sandbox, "0.29.0");
      Pod after = sandbox.pod("0.29.0");
      judged(exporter, after, "unknown_path");
      until(
          "the kubelet says the same",
          () -> sandbox.event(after, "Unhealthy", "HTTP probe failed with statuscode: 404"));
      assertFalse(sandbox.isReady(after));
      assertTrue(sandbox.isReady(before), "the old pod goes on serving");
      assertTrue(exporter.metrics().has(1, "ksm_probe_mismatch", labels("unknown_path")));
      Agreement.holds(exporter, after);
      assertSays(1, after, "v0.29.0 (by its landing page)", "failure (404), unknown_path");
      assertTrue(exporter.logged("probe is not ok", "component=statsd_exporter", "unknown_path"));
      assertFalse(exporter.logged("level=error"), "the exporter had no fault");
    }
  }

  private static void install(Sandbox sandbox, String version) {
    Cluster.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: statsd, namespace: %1$s}
        spec:
          strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
          selector: {matchLabels: {app.kubernetes.io/name: %2$s}}
          template:
            metadata: {labels: {app.kubernetes.io/name: %2$s}}
            spec:
              containers:
                - name: %3$s
                  image: docker.io/prom/statsd-exporter:v%4$s
                  ports: [{name: http, containerPort: 9102}]
                  livenessProbe: {periodSeconds: 30, httpGet: {path: /-/healthy, port: http}}
                  readinessProbe: {httpGet: {path: /health, port: http}}
        """
            .formatted(sandbox.namespace, APP, CONTAINER, version));
  }

  private static void judged(Exporter exporter, Pod pod, String readiness) {
    until("readiness is judged", () -> reason(exporter, pod, "readiness").equals(readiness));
    until("liveness is ok", () -> reason(exporter, pod, "liveness").equals("ok"));
  }

  private static String reason(Exporter exporter, Pod pod, String probe) {
    return exporter
        .verdict(pod, CONTAINER, probe)
        .map(one -> one.get("reason").asString())
        .orElse("");
  }

  private static String[] labels(String reason) {
    return new String[] {
      "target_component", "statsd_exporter", "probe_type", "readiness", "reason", reason
    };
  }

  /** A look from outside, and one from beside the pod by what it declares. */
  private static void assertSays(int code, Pod pod, String... words) throws IOException {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    String config = Objects.requireNonNull(System.getenv("KUBECONFIG"));
    Ran scan = InProcess.run("scan", FLAG, "--kubeconfig", config, "-n", namespace);
    Path file = Files.createDirectories(Path.of("target", "e2e")).resolve(name + ".yaml");
    Files.writeString(
        file, Cluster.kubectl("--namespace=" + namespace, "get", "pod", name, "--output=yaml"));
    Ran probe = InProcess.run("probe", FLAG, "--discovery=none", "--pod-file=" + file);
    for (Ran ran : List.of(scan, probe)) {
      String text = ran.out().replaceAll("\n {10,}", " ");
      for (String part : words) {
        assertTrue(text.contains(part), () -> part + " is not in\n" + ran.out() + ran.err());
      }
      assertEquals(code, ran.exitCode(), ran.out() + ran.err());
    }
  }
}
