package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Until;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running Alertmanager keeps back what another alert explains, and nothing else. */
class InhibitionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  @Test
  void what_another_alert_explains_is_kept_back() throws IOException, InterruptedException {
    try (WebhookReceiver webhook = WebhookReceiver.start();
        ServerProcess alertmanager = start(webhook)) {
      // One namespace for each case: inhibition asks for the same one.
      for (Alert alert : Alert.all()) {
        if (!alert.name().equals("KubeStateMetricsDown")) {
          post(alertmanager, "down", "KubeStateMetricsDown", "critical");
          post(alertmanager, "down", alert.name(), alert.severity());
        }
      }
      post(alertmanager, "blind", "KubeStateMetricsProbeExporterDown", "warning");
      post(alertmanager, "blind", "KubeStateMetricsProbeMismatch", "warning");
      post(alertmanager, "stale", "KubeStateMetricsProbeResultsStale", "warning");
      post(alertmanager, "stale", "KubeStateMetricsNotReady", "critical");
      post(alertmanager, "api", "KubeStateMetricsApiServerUnreachable", "warning");
      post(alertmanager, "api", "KubeStateMetricsProbeConfigUnreadable", "warning");
      post(alertmanager, "elsewhere", "KubeStateMetricsProbeMismatch", "warning");
      post(alertmanager, "elsewhere", "KubeStateMetricsNotReady", "critical");

      for (Alert alert : Alert.all()) {
        boolean down = alert.name().equals("KubeStateMetricsDown");
        assertState(alertmanager, "down", alert.name(), down ? "active" : "suppressed");
      }
      assertState(alertmanager, "blind", "KubeStateMetricsProbeExporterDown", "active");
      assertState(alertmanager, "blind", "KubeStateMetricsProbeMismatch", "suppressed");
      assertState(alertmanager, "stale", "KubeStateMetricsProbeResultsStale", "active");
      assertState(alertmanager, "stale", "KubeStateMetricsNotReady", "suppressed");
      assertState(alertmanager, "api", "KubeStateMetricsApiServerUnreachable", "active");
      assertState(alertmanager, "api", "KubeStateMetricsProbeConfigUnreadable", "suppressed");
      assertState(alertmanager, "elsewhere", "KubeStateMetricsProbeMismatch", "active");
      assertState(alertmanager, "elsewhere", "KubeStateMetricsNotReady", "active");

      // The API server's own alert comes from another namespace.
      post(alertmanager, "default", "KubeAPIDown", "critical");
      assertState(alertmanager, "api", "KubeStateMetricsApiServerUnreachable", "suppressed");
    }
  }

  private ServerProcess start(WebhookReceiver webhook) throws IOException {
    Path config =
        Files.writeString(folder.resolve("alertmanager.yaml"), Hurried.alertmanager(webhook));
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        folder.resolve("log"),
        port,
        List.of(
            PrometheusTool.named("alertmanager").path().toString(),
            "--config.file=" + config,
            "--storage.path=" + folder.resolve("data"),
            "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:" + port));
  }

  private static void post(
      ServerProcess alertmanager, String namespace, String alert, String severity)
      throws IOException, InterruptedException {
    String body =
        """
        [{"labels": {"alertname": "%s", "severity": "%s", "namespace": "%s"}, "annotations": {}}]
        """
            .formatted(alert, severity, namespace);
    URI alerts = alertmanager.url().resolve("/api/v2/alerts");
    HttpRequest request =
        HttpRequest.newBuilder(alerts)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      assertTrue(status == 200, "status " + status);
    }
  }

  private static void assertState(
      ServerProcess alertmanager, String namespace, String alert, String state) {
    boolean came = Until.holds(PATIENCE, () -> state.equals(state(alertmanager, namespace, alert)));

    assertTrue(came, alert + " in " + namespace + " is " + state(alertmanager, namespace, alert));
  }

  private static String state(ServerProcess alertmanager, String namespace, String alert) {
    for (JsonNode one : JsonMapper.shared().readTree(alertmanager.get("/api/v2/alerts"))) {
      if (one.path("labels").path("alertname").asString().equals(alert)
          && one.path("labels").path("namespace").asString().equals(namespace)) {
        return one.path("status").path("state").asString();
      }
    }
    return "unknown";
  }
}
