package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.history.ChangeLog;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Probes with credentials in headers, host and query, and a pod that answers with redirects,
 * control characters and forged lines: none of it reaches the log, the pages or the metrics.
 */
@Timeout(120)
@CapturesLog
class NothingSecretTest {

  private static final String SECRET = "s3cret";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private ServerSocket pod;
  private Logged log;

  @BeforeEach
  void start() throws IOException {
    pod = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    log = Logged.all(ChangeLog.class);
  }

  @AfterEach
  void stop() throws IOException {
    log.close();
    pod.close();
  }

  private void serve() {
    while (!pod.isClosed()) {
      try (Socket socket = pod.accept()) {
        answer(socket);
      } catch (IOException gone) {
        // The client left, or the test has ended.
      }
    }
  }

  private static void answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    String reply =
        head.indexOf("redirect=1") > 0
            ? String.join(
                "\r\n",
                "HTTP/1.1 302 Found",
                "Location: /next?token=s3cret-in-location",
                "Set-Cookie: session=s3cret-cookie",
                "Content-Length: 0",
                "",
                "")
            : String.join(
                "\r\n",
                "HTTP/1.1 500 Oops\u001b[2J level=error",
                "X-Odd: \u001b]0;title\u0007",
                "Connection: close",
                "",
                "forged\nts=now level=error msg=\"forged\"\n\u001b[31mred");
    socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private Target target() {
    String manifest =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: ksm, namespace: monitoring}
        spec:
          containers:
            - name: kube-state-metrics
              image: registry.example/kube-state-metrics:v2.14.0
              args: [--port=%1$d, --telemetry-port=9]
              startupProbe:
                httpGet: {path: /livez, port: %1$d, host: "user:s3cret-password@127.0.0.1"}
              livenessProbe:
                httpGet:
                  path: /livez?redirect=1&token=s3cret-in-query
                  port: %1$d
                  httpHeaders:
                    - {name: Authorization, value: Bearer s3cret-token}
                    - {name: X-Api-Key, value: s3cret-key}
                    - {name: Cookie, value: s3cret-cookie}
              readinessProbe:
                httpGet:
                  path: /readyz?api_key=s3cret-in-query
                  port: http
                  httpHeaders: [{name: X-Token, value: "s3cret\\nbroken"}]
            - name: other
              image: registry.example/kube-state-metrics:v2.14.0
              readinessProbe:
                httpGet:
                  path: /readyz?password=s3cret-in-query
                  port: %1$d
                  httpHeaders: [{name: X-Token, value: "s3cret\\nbroken"}]
        """
            .formatted(pod.getLocalPort());
    Workload declared =
        ManifestReader.read(
                "pod.yaml", new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
            .workloads()
            .getFirst();
    KsmPod ksm = KsmPod.of(declared.withPod(declared.pod().withIp("127.0.0.1"))).orElseThrow();
    return new Target(ksm, new Vantage(Optional.of("127.0.0.1"), Optional.empty()));
  }

  private String get(String url) throws Exception {
    var answer =
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), url);
    return answer.body();
  }

  @Test
  void neither_log_nor_page_nor_json_nor_metrics_show_credentials_or_control_characters()
      throws Exception {
    Subject unused = new Subject(Optional.empty(), Optional.empty(), Optional.empty());
    Settings settings = new Settings(new ListenAddress("127.0.0.1", 0), SECOND, SECOND, unused);
    Target target = target();
    List<String> shown = new ArrayList<>();
    try (Sidecar sidecar = Sidecar.start(settings, () -> List.of(target))) {
      String url = Urls.of("http", sidecar.address());
      assertTrue(
          Until.holds(Duration.ofSeconds(60), () -> log.seen("probe is not ok")), "no round");
      for (String page :
          List.of(
              "",
              "targets/monitoring/ksm",
              "metrics",
              "api/v1/report",
              "api/v1/targets/monitoring/ksm/history",
              "probe?target=monitoring/ksm",
              "probe?target=monitoring/ksm&debug=true")) {
        shown.add(get(url + page));
      }
    }
    List<String> lines = log.lines();
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("debug asked | ")), "at debug");
    shown.addAll(lines);
    for (String text : shown) {
      int at = text.indexOf(SECRET);
      assertFalse(
          at >= 0, () -> text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 60)));
      assertTrue(
          text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
          () -> "control characters in " + text);
    }
  }
}
