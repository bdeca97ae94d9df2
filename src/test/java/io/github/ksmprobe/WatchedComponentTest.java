package io.github.ksmprobe;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.log.LogOutput;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.manifest.ManifestStream;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The exporter beside a component that is not kube-state-metrics, over real sockets. */
@Timeout(40)
class WatchedComponentTest {

  private static final String IP = "127.6." + (ProcessHandle.current().pid() % 250 + 1) + ".9";

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: statsd-0, namespace: monitoring}
      spec:
        containers:
          - name: statsd
            image: prom/statsd-exporter:v0.28.0
            args: [--web.listen-address=:19102]
            ports: [{name: web, containerPort: 19102}]
            livenessProbe: {httpGet: {path: /health, port: web}}
            readinessProbe: {httpGet: {path: /-/ready, port: web}}
      status: {podIP: %s}
      """
          .formatted(IP);

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @AfterEach
  void end() {
    client.close();
  }

  @Test
  void metrics_page_and_json_name_the_component_and_never_kube_state_metrics() throws Exception {
    Path file = Files.writeString(folder.resolve("pod.yaml"), POD);
    try (SimulatedPod _ = served(file);
        SidecarProcess run = started("--component=statsd_exporter", "--pod-file=" + file)) {
      awaitFirstRound(run);
      String metrics = get(run, "/metrics");
      List<String> ofPods = samples(metrics).filter(line -> line.contains("target_pod=")).toList();
      assertFalse(ofPods.isEmpty());
      for (String line : ofPods) {
        assertTrue(line.contains("target_component=\"statsd_exporter\""), line);
      }
      assertHas(metrics, "probe_type=\"liveness\",reason=\"catch_all\"");
      assertHas(metrics, "ksm_version=\"0.29.0\",probe_type=\"liveness\",reason=\"unknown_path\"");
      assertHas(metrics, "version=\"0.28.0\",version_source=\"landing_page\"");
      assertHas(metrics, "path=\"/-/healthy\"");
      assertHas(get(run, "/api/v1/report"), "\"component\" : \"statsd_exporter\"");
      String page = get(run, "/targets/monitoring/statsd-0");
      assertHas(page, "statsd_exporter v0.28.0");
      assertFalse(page.contains("telemetry"), page);
      String probed = get(run, "/probe?target=monitoring/statsd-0");
      assertHas(probed, "target_component=\"statsd_exporter\"");
      for (String text : List.of(metrics, page, probed)) {
        // The foot of the page says what the program knows.
        String own = text.replaceAll("(?m)^.*Knows kube-state-metrics up to.*$", "");
        assertFalse(own.contains("kube-state-metrics"), own);
      }
    }
  }

  @Test
  void by_address_alone_it_is_asked_where_it_is() throws Exception {
    Path file = Files.writeString(folder.resolve("pod.yaml"), POD);
    try (SimulatedPod _ = served(file);
        SidecarProcess run =
            started("--component=statsd_exporter", "--main-url=http://" + IP + ":19102")) {
      awaitFirstRound(run);
      assertHas(get(run, "/metrics"), "version=\"0.28.0\",version_source=\"landing_page\"");
    }
  }

  @Test
  void without_the_flag_no_series_has_the_label() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("pod.yaml"),
            POD.replace("prom/statsd-exporter:v0.28.0", "kube-state-metrics:v2.14.0"));
    try (SidecarProcess run = started("--pod-file=" + file)) {
      awaitFirstRound(run);
      assertFalse(get(run, "/metrics").contains("target_component"));
      assertFalse(get(run, "/api/v1/report").contains("\"component\""));
    }
  }

  @Test
  void where_there_is_none_it_says_what_was_looked_for() throws IOException {
    Path file = Files.writeString(folder.resolve("pod.yaml"), POD);
    InvalidSetting refused =
        assertThrows(
            InvalidSetting.class,
            () -> started("--component=node_exporter", "--pod-file=" + file).close());
    assertEquals(
        "--pod-file: no node_exporter found in " + file, String.valueOf(refused.getMessage()));
  }

  private static SidecarProcess started(String... flags) {
    String[] all =
        Stream.concat(
                Stream.of(flags),
                Stream.of(
                    "--discovery=none",
                    "--web.listen-address=127.0.0.1:0",
                    "--pod-name=",
                    "--pod-ip="))
            .toArray(String[]::new);
    return SidecarProcess.start(
        Configured.by(all), new ManifestFiles(), LogOutput.toStandardError(), Duration.ofHours(1));
  }

  private static SimulatedPod served(Path file) throws IOException {
    Component statsd =
        ComponentFiles.with(List.of()).stream()
            .filter(one -> one.name().equals("statsd_exporter"))
            .findFirst()
            .orElseThrow();
    try (ManifestStream read = ManifestReader.open(file, List.of(statsd))) {
      KsmPod pod = KsmPod.of(read.next().orElseThrow(), statsd).orElseThrow();
      return SimulatedPod.start(pod, IP, RunningVersion.ofImage(pod).match(), Conditions.NORMAL);
    }
  }

  private static Stream<String> samples(String metrics) {
    return metrics.lines().filter(line -> !line.startsWith("#"));
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private void awaitFirstRound(SidecarProcess run) {
    until(() -> get(run, "/metrics").contains("ksm_probe_last_round_timestamp_seconds "));
  }

  private String get(SidecarProcess run, String path) {
    try {
      URI uri = URI.create(run.url()).resolve(path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
