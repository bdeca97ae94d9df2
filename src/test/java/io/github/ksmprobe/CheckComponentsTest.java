package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckComponentsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        containers:
          - name: c
            image: %s
            args: [%s]
            livenessProbe: {httpGet: {path: %s, port: %s}}
      """;

  private static final String MANAGER = "src/test/resources/strangers/manager.yaml";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}: {2} on {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          prom/statsd-exporter:v0.28.0 | --web.listen-address=:9102 | /health | 9102 | success (200), catch_all, breaks from v0.29.0
          prom/statsd-exporter:v0.29.0 | --web.listen-address=:9102 | /health | 9102 | failure (404), unknown_path
          prom/statsd-exporter:v0.29.0 | --web.listen-address=:80 | /-/healthy | 80 | success (200), ok
          node-exporter:v1.8.2 | | /healthz | 9100 | success (200), catch_all, breaks from v1.9.0
          node-exporter:v1.9.0 | | / | 9100 | success (200), landing_page
          node-exporter:v1.9.0 | --web.listen-address=127.0.0.1:9100 | / | 9100 | failure, loopback_only
          node-exporter:v1.9.0 | --web.config.file=x | / | 9100 | failure (400), wrong_scheme
          node-exporter:v1.9.0 | --web.telemetry-path=/m | /m | 9100 | not judged, unknown
          node-exporter:v1.9.0 | "--web.listen-address=:1,--web.listen-address=:9101" | / | 9101 | success (200), landing_page
          node-exporter:v1.0.0 | | / | 9100 | not judged, unknown
          json-exporter:v0.7.0 | | /probe | 7979 | not judged, unknown
          json-exporter:v0.6.0 | | /live | 7979 | success (200), catch_all, breaks from v0.7.0
          memcached-exporter:v0.15.0 | | /live | 9150 | failure (404), unknown_path
          blackbox-exporter:v0.28.0 | | /health | 9115 | success (200), catch_all
          blackbox-exporter:v0.28.0 | | /-/healthy | 9115 | success (200), ok
          alertmanager:v0.28.1 | | / | 9093 | success (200), ok
          alertmanager:v0.28.1 | | /healthz | 9093 | failure (404), unknown_path
          prometheus:v3.1.0 | | / | 9090 | success (200), ok
          prometheus-operator:v0.85.0 | | /healthz | 8080 | success (200), ok
          prometheus-operator:v0.85.0 | --web.enable-tls=true | /healthz | 8080 | failure (400), wrong_scheme
          metrics-server:v0.7.2 | --secure-port=10250 | /livez | 4443 | failure, port_not_listening
          """)
  void a_probe_of_a_known_component_gets_the_verdict_of_its_version(
      String image, String args, String path, String port, String verdict) throws IOException {
    String given =
        args == null
            ? ""
            : Arrays.stream(args.split(","))
                .map(arg -> "\"" + arg + "\"")
                .collect(Collectors.joining(", "));
    Ran ran = check(POD.formatted(image, given, path, port));
    String line =
        ran.out().lines().filter(one -> one.contains(" liveness ")).findFirst().orElseThrow();
    assertTrue(line.endsWith(verdict), line);
  }

  @Test
  void what_nobody_measured_is_said_in_the_verdict() throws IOException {
    assertSays(
        "Assumed: from v0.6.0 on json_exporter serves this, by its go.mod; no such build was asked.",
        check(POD.formatted("json-exporter:v0.6.0", "", "/live", "7979")));
  }

  @Test
  void a_strangers_file_is_judged_by_and_kube_state_metrics_beside_it() throws IOException {
    Path file = folder.resolve("gadget.yaml");
    Files.writeString(
        file,
        """
        component: gadget
        images: [gadget-exporter]
        listener: {address: ":9999", address_flag: listen}
        versions:
          - since: 2.0.0
            unknown: not_found
            known_by: its changelog
            paths:
              /metrics: metrics
          - since: 3.0.0
            unknown: not_found
            known_by: its changelog
            paths:
              /metrics: metrics
              /healthz: {health: fine}
        """);
    Ran ran =
        check(
            POD.formatted("gadget-exporter:v2.1.0", "", "/healthz", "9999"),
            "--contracts",
            file.toString());
    assertSays("Pod p, gadget v2.1.0 (by its image)", ran);
    assertSays(
        "Use an image from v3.0.0 on, which serves /healthz, or probe /metrics on port 9999 with"
            + " this one.",
        ran);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          | /healthz | 8081 | success (200), ok |
          | /healthz | 8443 | failure (404), wrong_port | Probe /healthz on telemetry (port 8081).
          | /readyz | 8443 | failure (404), wrong_port | Probe /readyz on telemetry (port 8081).
          | /metrics | 8443 | success (200), metrics_path | Probe a health path instead: /healthz on telemetry (port 8081), /readyz on telemetry (port 8081).
          | /live | 8443 | failure (404), unknown_path | /live is served on neither port of this version.
          | /healthz | 9090 | failure, port_not_listening | No container of the pod listens on port 9090; manager has main on 8443, telemetry on 8081.
          --health-probe-bind-address=:9090 | /healthz | 9090 | success (200), ok |
          --health-probe-bind-address=:9090 | /healthz | 8443 | failure (404), wrong_port | Probe /healthz on telemetry (port 9090).
          --health-probe-bind-address=127.0.0.1:8081 | /healthz | 8081 | failure, loopback_only | Leave the host out of --health-probe-bind-address, so that the port listens on the pod IP
          --metrics-bind-address=:8081 | /healthz | 8081 | failure, process_down | Give one of the two another port.
          --metrics-secure | /healthz | 8081 | success (200), ok |
          --metrics-secure | /metrics | 8443 | failure (400), wrong_scheme | Set scheme: HTTPS in the probe.
          """)
  void a_component_with_two_ports_is_judged_on_either(
      String args, String path, String port, String verdict, String says) throws IOException {
    Ran ran = manager(args == null ? "" : args, path, port);
    String line =
        ran.out().lines().filter(one -> one.contains(" liveness ")).findFirst().orElseThrow();
    assertTrue(line.endsWith(verdict), line);
    assertSays(says == null ? "" : says, ran);
  }

  @Test
  void a_fix_that_leads_to_another_port_names_its_scheme() throws IOException {
    assertSays(
        "Probe /healthz on telemetry (port 8081) with scheme: HTTP.",
        manager("--metrics-secure", "/healthz", "8443, scheme: HTTPS"));
    assertSays(
        "Probe /healthz on telemetry (port 8081) with scheme: HTTP, /readyz",
        manager("--metrics-secure", "/live", "8443, scheme: HTTPS"));
  }

  @Test
  void contract_prints_what_each_of_two_ports_serves() {
    assertEquals(
        """
        v1.0.0:  (by its source)
          on main:
          /metrics             200
          anything else        404
          on telemetry:
          /healthz             200
          /readyz              200
          anything else        404

        """,
        InProcess.run("contract", "--component=manager", "--contracts=" + MANAGER).out());
  }

  @Test
  void two_urls_are_asked_for_where_there_are_two_ports() {
    String err =
        InProcess.run(
                "probe",
                "--component=manager",
                "--contracts=" + MANAGER,
                "--main-url=http://127.0.0.1:1")
            .err();
    assertTrue(err.startsWith("--main-url and --telemetry-url go together: give both"), err);
  }

  private Ran manager(String args, String path, String port) throws IOException {
    return check(POD.formatted("gadget-operator:v1.0.0", args, path, port), "--contracts", MANAGER);
  }

  @Test
  void what_is_not_asked_for_is_counted() throws IOException {
    String pod = POD.formatted("node-exporter:v1.9.0", "", "/", "9100");
    assertEquals(
        "No kube-state-metrics found. 1 other object without kube-state-metrics skipped.",
        check(pod, "--components", "kube-state-metrics").err().strip());
    assertEquals(
        "2 verdicts: 0 errors, 0 warnings.",
        check(pod, "--components", "node_exporter").err().strip());
  }

  @Test
  void a_name_that_nothing_has_is_refused_with_the_nearest() throws IOException {
    Ran ran = check(POD.formatted("x", "", "/", "1"), "--components", "node-exporter");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("did you mean \"node_exporter\"?"), ran.err());
  }

  @Test
  void what_is_written_into_files_is_kube_state_metrics_alone() throws IOException {
    Ran ran = check(POD.formatted("x", "", "/", "1"), "--fix", "--components", "node_exporter");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().startsWith("--fix changes kube-state-metrics alone"), ran.err());
  }

  @Test
  void contract_prints_what_a_component_serves() {
    assertTrue(
        InProcess.run("contract", "--component", "statsd_exporter", "--component-version", "0.31.1")
            .out()
            .startsWith("v0.31.1 is newer than v0.31.0, the newest version known here"));
  }

  private Ran check(String manifest, String... flags) throws IOException {
    Path file = folder.resolve("in.yaml");
    Files.writeString(file, manifest);
    String[] args = new String[flags.length + 2];
    args[0] = "check";
    args[1] = file.toString();
    System.arraycopy(flags, 0, args, 2, flags.length);
    return InProcess.run(args);
  }

  private static void assertSays(String sentence, Ran ran) {
    String out = ran.out().replaceAll("\\s+", " ");
    assertTrue(out.contains(sentence), ran.out());
  }
}
