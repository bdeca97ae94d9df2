package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter's own pages over TLS, with a password, as docs/web-config.md has it. */
@Scenario
final class WebConfigScenario {

  private static final String WITH_TLS =
      """
      - op: add
        path: /spec/template/spec/volumes
        value: [{name: web, secret: {secretName: web}}]
      - op: add
        path: /spec/template/spec/containers/1/volumeMounts
        value: [{name: web, mountPath: /etc/ksm-probe-exporter}]
      - op: replace
        path: /spec/template/spec/containers/1/args
        value: [run, --web.config.file=/etc/ksm-probe-exporter/web.yml]
      - op: add
        path: /spec/template/spec/containers/1/livenessProbe/httpGet/scheme
        value: HTTPS
      """;

  private static final String EXPORTER = "ksm-probe-exporter liveness";

  @Test
  void the_kubelet_asks_by_https_without_a_password_and_all_others_need_one(@TempDir Path folder) {
    try (Sandbox sandbox = new Sandbox("web-config")) {
      Cluster.kubectl(
          "--namespace=" + sandbox.namespace,
          "create",
          "secret",
          "generic",
          "web",
          "--from-file=tls.crt=" + certificate(folder),
          "--from-file=tls.key=" + folder.resolve("tls.key"),
          "--from-literal=web.yml=" + webConfig());
      sandbox.install("2.20.0", WITH_TLS);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is ready", () -> sandbox.isReady(pod));
      until("the kubelet has asked three times", () -> runs(pod).good() >= 3);
      assertEquals(0, runs(pod).bad());
      assertFalse(exporter.wasRestarted());

      assertTrue(curl(exporter, "/metrics").endsWith(" 401"));
      assertTrue(curl(exporter, "/metrics", "--user", "prometheus:wrong").endsWith(" 401"));
      String page = curl(exporter, "/metrics", "--user", "prometheus:right");
      assertTrue(page.contains("ksm_probe_kubelet_result") && page.endsWith(" 200"), page);
      String plain = "http://" + exporter.address() + ":10117/metrics";
      assertThrows(IOException.class, () -> Cluster.get(plain));
    }
  }

  private static Kubelet.Runs runs(Pod pod) {
    try {
      return Kubelet.runs(pod.getMetadata().getNamespace(), pod.getMetadata().getName())
          .getOrDefault(EXPORTER, Kubelet.Runs.NONE);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Path certificate(Path folder) {
    Path certificate = folder.resolve("tls.crt");
    Cluster.run(
        "openssl",
        "",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=ksm-probe-exporter",
        "-keyout",
        folder.resolve("tls.key").toString(),
        "-out",
        certificate.toString());
    return certificate;
  }

  private static String webConfig() {
    return """
        tls_server_config: {cert_file: tls.crt, key_file: tls.key}
        basic_auth_users: {prometheus: "%s"}
        """
        .formatted(BCrypt.withDefaults().hashToString(10, "right".toCharArray()));
  }

  /** The page and the status behind it. */
  private static String curl(Exporter exporter, String path, String... more) {
    String url = "https://" + exporter.address() + ":10117" + path;
    String[] line = {"--silent", "--show-error", "--insecure", "--write-out", " %{http_code}", url};
    return Cluster.run(
        "curl", "", Stream.of(line, more).flatMap(Stream::of).toArray(String[]::new));
  }
}
