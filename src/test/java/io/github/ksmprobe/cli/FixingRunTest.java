package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixingRunTest {

  private static final String DEPLOYMENT =
      """
      # Managed by hand.
      kind: Deployment   # first, for once
      apiVersion: apps/v1
      metadata: {'name': ksm, namespace: "monitoring"}
      spec:
        template:
          metadata:
            labels: {app: ksm}
          spec:
            containers:
            - image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0
              name: 'kube-state-metrics'
              readinessProbe:
                httpGet:
                  port: 8080   # the wrong one
                  path: "/readyz"
                  host: 10.1.2.3   # of a pod that is gone
                # in seconds
                timeoutSeconds: 5
              livenessProbe: {httpGet: {path: /livez, port: 8080}}
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("deployment.yaml"), text);
  }

  @Test
  void all_but_what_is_wrong_stays_as_it_is() throws IOException {
    Path file = file(DEPLOYMENT.replace("\n", "\r\n"));
    InProcess.Ran ran = InProcess.run("check", "--fix", file.toString());
    assertEquals(
        DEPLOYMENT
            .replace("port: 8080   #", "port: 8081   #")
            .replaceAll(" +host:.*\n", "")
            .replace("\n", "\r\n"),
        Files.readString(file));
    assertEquals(
        List.of(
            file + ": Deployment monitoring/ksm",
            "  kube-state-metrics readinessProbe.httpGet.port: 8080 -> 8081",
            "  kube-state-metrics readinessProbe.httpGet.host: 10.1.2.3 removed"),
        ran.out().lines().toList());
    assertEquals("2 verdicts: 0 errors, 0 warnings.", ran.err().strip());
    assertEquals(0, ran.exitCode());
  }

  @Test
  void a_link_stays_a_link_and_a_mode_the_same() throws IOException {
    Path file = file(DEPLOYMENT);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    assertEquals(0, InProcess.run("check", "--fix", link.toString()).exitCode());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(Files.readString(file).contains("port: 8081"));
    assertEquals(2, folder.toFile().list().length, "nothing lies around");
  }

  @Test
  void standard_input_is_refused() {
    InProcess.Ran ran = InProcess.run("check", "--fix", "-");
    assertEquals(
        "--fix writes into files, and - is none: name files, or use -o patch",
        ran.err().lines().findFirst().orElseThrow());
    assertEquals(2, ran.exitCode());
  }

  @Test
  void what_a_chart_rendered_is_left_alone_and_its_value_is_said() throws IOException {
    String text =
        Files.readString(
            Path.of(
                "src/test/resources/judgement/chart_6_1_3_startup_path_is_not_ignored/in.yaml"));
    Path file = file(text);
    InProcess.Ran ran = InProcess.run("check", "--fix", file.toString());
    assertEquals(text, Files.readString(file));
    assertEquals(
        List.of(
            file + ": Deployment monitoring/ksm",
            "  rendered from kube-state-metrics-6.1.3 and not changed here:",
            "    set kubeRBACProxy.extraArgs: [--ignore-paths=/healthz]"),
        ran.out().lines().toList());
    assertEquals(1, ran.exitCode());
  }

  @Test
  void the_values_of_a_chart_repair_what_it_renders() {
    repairs(
        "selfMonitor:\n  enabled: true\n",
        "kube-state-metrics-6.1.3",
        "kubeRBACProxy.enabled=true",
        "selfMonitor.enabled=true");
    repairs(
        "kubeRBACProxy:\n  extraArgs:\n    - --ignore-paths=/livez\n    - --ignore-paths=/readyz\n",
        "kube-state-metrics-5.29.0",
        "kubeRBACProxy.enabled=true,selfMonitor.enabled=true",
        "kubeRBACProxy.extraArgs={--ignore-paths=/livez,--ignore-paths=/readyz}");
    repairs(
        "selfMonitor:\n  telemetryHost: ''\n",
        "kube-state-metrics-5.28.0",
        "selfMonitor.telemetryHost=127.0.0.1",
        "selfMonitor.telemetryHost=");
  }

  private static void repairs(String values, String chart, String broken, String set) {
    InProcess.Ran ran = InProcess.run("compat", "--chart", chart, "--set", broken, "-o", "values");
    assertEquals(1, ran.exitCode());
    assertEquals(
        values, ran.out().replaceAll("(?m)^#.*\n", ""), () -> "of " + chart + ": " + ran.out());
    assertEquals(
        0, InProcess.run("compat", "--chart", chart, "--set", broken, "--set", set).exitCode());
  }

  @Test
  void what_compat_never_rendered_has_no_patch() {
    InProcess.Ran ran =
        InProcess.run("compat", "--chart", "kube-state-metrics-5.26.0", "-o", "patch");
    assertEquals(
        "--output: there is no object to patch; take values, or render the chart and check that",
        ran.err().lines().findFirst().orElseThrow());
    assertEquals(2, ran.exitCode());
  }
}
