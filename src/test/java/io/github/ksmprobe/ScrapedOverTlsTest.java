package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.ksmprobe.alerts.PrometheusTool;
import io.github.ksmprobe.alerts.ServerProcess;
import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.webconfig.Pki;
import io.github.ksmprobe.webconfig.Pki.Pair;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Prometheus scrapes two exporters over TLS, one that asks for a password and one that
 * asks for a certificate, and it and promtool read the same web config file.
 */
class ScrapedOverTlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of(".");

  @Test
  void with_password_or_certificate_it_is_up_and_with_neither_it_is_down() {
    Pki pki = new Pki(folder);
    Pair authority = pki.authority("ca");
    pki.server("server", authority);
    pki.issued("client", authority, "DNS:prometheus");
    String tls = "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";
    Path password =
        pki.write(
            "password.yml",
            tls
                + "basic_auth_users:\n  prometheus: "
                + BCrypt.withDefaults().hashToString(10, "secret".toCharArray())
                + "\n");
    Path certificate =
        pki.write(
            "certificate.yml",
            tls + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n");
    for (Path config : List.of(password, certificate)) {
      PrometheusTool.Outcome checked =
          PrometheusTool.named("promtool").run("check", "web-config", config.toString());
      assertEquals(0, checked.exitCode(), checked.text());
    }
    try (Sidecar byPassword = exporter(password);
        Sidecar byCertificate = exporter(certificate);
        ServerProcess prometheus =
            prometheus(pki, byPassword.address().getPort(), byCertificate.address().getPort())) {
      assertUp(prometheus, "password", 1);
      assertUp(prometheus, "certificate", 1);
      assertUp(prometheus, "wrong_password", 0);
      assertUp(prometheus, "no_password", 0);
      assertUp(prometheus, "no_certificate", 0);
      assertUp(prometheus, "plain_http", 0);
      assertEquals(1, result(prometheus, "ksm_probe_exporter_build_info{job='password'}").size());
      String targets = prometheus.get("/api/v1/targets");
      assertTrue(targets.contains("server returned HTTP status 401 Unauthorized"), targets);
    }
  }

  private static void assertUp(ServerProcess prometheus, String job, int value) {
    assertTrue(
        Until.holds(
            PATIENCE,
            () -> {
              JsonNode found = result(prometheus, "up{job='" + job + "'}");
              return found.size() == 1
                  && found.get(0).path("value").get(1).asString().equals(String.valueOf(value));
            }),
        () -> job + " is not " + value + ": " + prometheus.get("/api/v1/targets"));
  }

  private static JsonNode result(ServerProcess prometheus, String query) {
    String answer =
        prometheus.get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return JsonMapper.shared().readTree(answer).path("data").path("result");
  }

  private static Sidecar exporter(Path webConfig) {
    return Sidecar.start(
        new Settings(
                new ListenAddress("127.0.0.1", 0),
                Settings.DEFAULT_INTERVAL,
                Settings.DEFAULT_TIMEOUT,
                new Subject(Optional.empty(), Optional.empty(), Optional.empty()))
            .with(new CredentialFiles(Optional.of(webConfig.toString()), Optional.empty())),
        List::of);
  }

  private ServerProcess prometheus(Pki pki, int byPassword, int byCertificate) {
    Path config =
        pki.write(
            "prometheus.yml",
            """
            global: {scrape_interval: 1s, scrape_timeout: 900ms}
            scrape_configs:
              - job_name: password
                scheme: https
                tls_config: {ca_file: ca.crt}
                basic_auth: {username: prometheus, password: secret}
                static_configs: [{targets: ['127.0.0.1:PASSWORD']}]
              - job_name: certificate
                scheme: https
                tls_config: {ca_file: ca.crt, cert_file: client.crt, key_file: client.key}
                static_configs: [{targets: ['127.0.0.1:CERTIFICATE']}]
              - job_name: wrong_password
                scheme: https
                tls_config: {ca_file: ca.crt}
                basic_auth: {username: prometheus, password: guess}
                static_configs: [{targets: ['127.0.0.1:PASSWORD']}]
              - job_name: no_password
                scheme: https
                tls_config: {ca_file: ca.crt}
                static_configs: [{targets: ['127.0.0.1:PASSWORD']}]
              - job_name: no_certificate
                scheme: https
                tls_config: {ca_file: ca.crt}
                static_configs: [{targets: ['127.0.0.1:CERTIFICATE']}]
              - job_name: plain_http
                static_configs: [{targets: ['127.0.0.1:PASSWORD']}]
            """
                .replace("PASSWORD", String.valueOf(byPassword))
                .replace("CERTIFICATE", String.valueOf(byCertificate)));
    int port = ServerProcess.freePort();
    return ServerProcess.start(
        folder.resolve("prometheus.log"),
        port,
        List.of(
            PrometheusTool.named("prometheus").path().toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port));
  }
}
