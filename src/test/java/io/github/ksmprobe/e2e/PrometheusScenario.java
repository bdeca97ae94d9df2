package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real Prometheus scrapes the sidecar as the PodMonitor has it, and evaluates the rules. */
@Scenario
final class PrometheusScenario {

  private static final String ADDRESS = "127.0.0.1:29090";

  /** All of them say that somebody must change the configuration. */
  private static final String CAUSES =
      "KubeStateMetricsProbe(Mismatch|Discarded|PassesByAccident)|KubeStateMetricsUpgradeBlocked"
          + "|KubeStateMetricsEndpointNotServed|KubeStateMetricsKubeletDisagrees";

  @Test
  void a_crash_loop_is_down_and_raises_no_false_cause() throws Exception {
    try (Sandbox sandbox = new Sandbox("prometheus")) {
      sandbox.install("2.20.0", CrashLoopScenario.FLAG_THAT_IS_NONE);
      Process prometheus = start(sandbox.pod("2.20.0"));
      try {
        until(
            "the sidecar is scraped",
            () -> has("up{job=\"ksm-probe-exporter\",endpoint=\"probe-metrics\"} == 1"));
        until("it is down", () -> has("ALERTS{alertname=\"KubeStateMetricsDown\"}"));
        until("two minutes were scraped", () -> has("count_over_time(up[3m]) > 20"));
        assertFalse(has("max_over_time(ALERTS{alertname=~\"" + CAUSES + "\"}[10m])"));
        String rules = Cluster.get("http://" + ADDRESS + "/api/v1/rules");
        assertFalse(rules.contains("\"health\":\"err\""), rules);
      } finally {
        prometheus.destroy();
        assertTrue(prometheus.waitFor(60, TimeUnit.SECONDS), "Prometheus ends");
      }
    }
  }

  private static boolean has(String query) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    try {
      String answer = Cluster.get("http://" + ADDRESS + "/api/v1/query?query=" + encoded);
      return !answer.contains("\"result\":[]");
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * With the PodMonitor of deploy/kustomize/base written out, as its operator does. What Prometheus
   * would find by asking the API server is told, for Debian's cannot ask.
   */
  private static Process start(Pod pod) throws IOException {
    Path folder = Path.of("target", "e2e", "prometheus").toAbsolutePath();
    Files.createDirectories(folder);
    Path file =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 5s, evaluation_interval: 5s}
            rule_files: [%1$s]
            scrape_configs:
              - job_name: podMonitor/%2$s/ksm-probe-exporter/0
                static_configs:
                  - targets: ["%4$s:10117"]
                    labels:
                      __meta_kubernetes_namespace: %2$s
                      __meta_kubernetes_pod_name: %3$s
                      __meta_kubernetes_pod_label_app_kubernetes_io_name: kube-state-metrics
                      __meta_kubernetes_pod_labelpresent_app_kubernetes_io_name: "true"
                      __meta_kubernetes_pod_phase: Running
                      __meta_kubernetes_pod_container_name: ksm-probe-exporter
                      __meta_kubernetes_pod_container_port_name: probe-metrics
                  - targets: ["%4$s:8080"]
                    labels:
                      __meta_kubernetes_pod_label_app_kubernetes_io_name: kube-state-metrics
                      __meta_kubernetes_pod_labelpresent_app_kubernetes_io_name: "true"
                      __meta_kubernetes_pod_container_port_name: http-metrics
                relabel_configs:
                  - {action: drop, source_labels: [__meta_kubernetes_pod_phase], regex: (Failed|Succeeded)}
                  - action: keep
                    source_labels:
                      - __meta_kubernetes_pod_label_app_kubernetes_io_name
                      - __meta_kubernetes_pod_labelpresent_app_kubernetes_io_name
                    regex: (kube-state-metrics);true
                  - {action: keep, source_labels: [__meta_kubernetes_pod_container_port_name], regex: probe-metrics}
                  - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
                  - {source_labels: [__meta_kubernetes_pod_container_name], target_label: container}
                  - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
                  - {target_label: job, replacement: %2$s/ksm-probe-exporter}
                  - {target_label: endpoint, replacement: probe-metrics}
                  - {target_label: job, replacement: ksm-probe-exporter}
              - job_name: kube-state-metrics
                static_configs:
                  - targets: ["%4$s:8080", "%4$s:8081"]
                    labels: {namespace: %2$s, pod: %3$s}
            """
                .formatted(
                    Path.of("alerts/ksm-probe-exporter.rules.yaml").toAbsolutePath(),
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    pod.getStatus().getPodIP()));
    List<String> line =
        List.of(
            "prometheus",
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("data-" + System.nanoTime()),
            "--web.listen-address=" + ADDRESS);
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
