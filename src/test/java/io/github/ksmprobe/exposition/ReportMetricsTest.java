package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportMetricsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: ksm-0, namespace: monitoring}
      spec:
        containers:
          - name: kube-state-metrics
            image: registry.example/kube-state-metrics:v2.13.0
            args: [--port=8080]
            readinessProbe:
              httpGet: {path: /readyz, port: 8080}
      """;

  private final LatestReport latest = new LatestReport();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private RequestMetrics requests =
      new RequestMetrics(new PrometheusRegistry(), Series.of(Cardinality.SIDECAR));

  @BeforeEach
  void register() {
    registry.register(new ReportMetrics(latest, Series.of(Cardinality.SIDECAR)));
    requests = new RequestMetrics(registry, Series.of(Cardinality.SIDECAR));
  }

  @Test
  void what_cannot_be_read_of_a_pod_is_counted() {
    report(pod("v2.13.0"));
    String zero =
        "ksm_probe_target_problems{target_namespace=\"monitoring\",target_pod=\"ksm-0\"} 0.0\n";
    assertEquals(zero, scraped("ksm_probe_target_problems"));
    PodReport sound = pod("v2.13.0");
    KsmPod odd =
        KsmPod.of(sound.pod().workload().withProblems(List.of("one", "two"))).orElseThrow();
    report(Judge.predicted(odd, sound.version()));
    assertEquals(zero.replace("0.0", "2.0"), scraped("ksm_probe_target_problems"));
  }

  @Test
  void a_probe_that_passes_by_accident_is_a_mismatch_now_and_another_after_the_upgrade() {
    report(pod("v2.13.0"));
    assertEquals(
        """
        ksm_probe_mismatch{probe_type="readiness",reason="catch_all",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1.0
        """,
        scraped("ksm_probe_mismatch{"));
    assertEquals(
        """
        ksm_probe_upgrade_mismatch{ksm_version="2.14.0",probe_type="readiness",reason="wrong_port",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1.0
        """,
        scraped("ksm_probe_upgrade_mismatch{ksm_version=\"2.14.0\"", " 1.0"));
  }

  @Test
  void a_tcp_probe_has_a_scheme_of_its_own_and_no_path() {
    report(
        pod(
            "v2.13.0",
            POD.replace("httpGet: {path: /readyz, port: 8080}", "tcpSocket: {port: 8080}")));
    assertEquals(
        """
        ksm_probe_kubelet_config_info{path="",port="8080",probe_type="readiness",scheme="tcp",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1
        """,
        scraped("ksm_probe_kubelet_config_info{"));
    assertEquals(
        """
        ksm_probe_kubelet_success{probe_type="readiness",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1.0
        """,
        scraped("ksm_probe_kubelet_success{"));
  }

  @Test
  void the_configured_probe_and_its_result_are_told() {
    report(pod("v2.13.0"));
    assertEquals(
        """
        ksm_probe_kubelet_config_info{path="/readyz",port="8080",probe_type="readiness",scheme="http",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1
        """,
        scraped("ksm_probe_kubelet_config_info{"));
    assertEquals(
        """
        ksm_probe_kubelet_result{probe_type="readiness",result="success",target_container="kube-state-metrics",target_namespace="monitoring",target_pod="ksm-0"} 1.0
        """,
        scraped("ksm_probe_kubelet_result{"));
    assertEquals(
        """
        ksm_probe_target_info{declared_version="",image="registry.example/kube-state-metrics:v2.13.0",target_namespace="monitoring",target_pod="ksm-0",version="2.13.0",version_source="given"} 1
        """,
        scraped("ksm_probe_target_info{"));
  }

  @Test
  void counters_start_at_zero_and_count_answers_that_this_version_should_not_give() {
    report(pod("v2.13.0"));
    report(pod("v2.13.0"));
    String livez = "listener=\"main\",path=\"/livez\"";
    assertEquals(
        """
        ksm_probe_endpoint_requests_total{listener="main",path="/livez",target_namespace="monitoring",target_pod="ksm-0",via="loopback"} 2.0
        ksm_probe_endpoint_requests_total{listener="main",path="/livez",target_namespace="monitoring",target_pod="ksm-0",via="pod_ip"} 2.0
        """,
        scraped("ksm_probe_endpoint_requests_total{" + livez));
    assertEquals(
        """
        ksm_probe_endpoint_failures_total{listener="main",path="/livez",target_namespace="monitoring",target_pod="ksm-0",via="loopback"} 0.0
        ksm_probe_endpoint_failures_total{listener="main",path="/livez",target_namespace="monitoring",target_pod="ksm-0",via="pod_ip"} 0.0
        """,
        scraped("ksm_probe_endpoint_failures_total{" + livez));
    assertEquals("", scraped("ksm_probe_endpoint_failures_total{", " 1.0"));
  }

  @Test
  void the_series_of_a_pod_that_is_gone_go_with_it() {
    report(pod("v2.13.0"));
    Report empty = new Report(List.of(), Instant.EPOCH, Duration.ZERO, Duration.ofSeconds(15));
    requests.accept(empty);
    latest.accept(empty);
    assertFalse(scrape().contains("ksm-0"));
    assertTrue(scrape().contains("ksm_probe_last_round_timestamp_seconds 0.0"));
  }

  @Test
  void before_the_first_round_there_is_nothing_to_say() {
    assertEquals("", scraped("ksm_probe_"));
  }

  private void report(PodReport... pods) {
    Report report =
        new Report(List.of(pods), Instant.EPOCH, Duration.ofMillis(12), Duration.ofSeconds(15));
    requests.accept(report);
    latest.accept(report);
  }

  private static PodReport pod(String version) {
    return pod(version, POD);
  }

  private static PodReport pod(String version, String manifest) {
    var bytes = new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8));
    KsmPod pod =
        KsmPod.of(ManifestReader.read("pod.yaml", bytes).workloads().getFirst()).orElseThrow();
    return Judge.predicted(pod, RunningVersion.given(KsmVersion.parse(version).orElseThrow()));
  }

  private String scraped(String prefix) {
    return scraped(prefix, "");
  }

  private String scraped(String prefix, String suffix) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(prefix) && line.endsWith(suffix))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private String scrape() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
