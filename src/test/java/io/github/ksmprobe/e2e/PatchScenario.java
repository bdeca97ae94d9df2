package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.ksmprobe.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broken Deployment is repaired by what check prints, and the kubelet agrees. */
@Scenario
final class PatchScenario {

  /** Readiness on main, over https: what a wrong scheme hides comes to light behind it. */
  private static final String BROKEN =
      """
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet
        value: {path: /readyz, port: http-metrics, scheme: HTTPS}
      - op: replace
        path: /spec/template/spec/containers/0/livenessProbe/httpGet/port
        value: nowhere
      """;

  @ParameterizedTest
  @CsvSource({"patch, strategic", "json-patch, json"})
  void a_patch_applied_by_kubectl_makes_the_pod_ready(String output, String type)
      throws IOException {
    try (Sandbox sandbox = new Sandbox("fix-" + type)) {
      String manifests = sandbox.rendered("2.20.0", "", BROKEN);
      Cluster.apply(manifests);
      Pod broken = sandbox.pod("2.20.0");
      until("the kubelet says so", () -> sandbox.event(broken, "Unhealthy", "Readiness probe"));
      Path file = Files.writeString(Files.createTempFile("broken", ".yaml"), manifests);
      InProcess.Ran ran = InProcess.run("check", "-o", output, file.toString());
      assertEquals(1, ran.exitCode());
      Path patch = Files.writeString(Files.createTempFile("patch", ".yaml"), ran.out());
      Cluster.kubectl(
          "patch",
          "deployment",
          "kube-state-metrics",
          "--namespace=" + sandbox.namespace,
          "--type=" + type,
          "--patch-file=" + patch);
      isRepaired(sandbox, broken);
    }
  }

  @Test
  void a_file_that_was_fixed_makes_the_pod_ready() throws IOException {
    try (Sandbox sandbox = new Sandbox("fix-file")) {
      String manifests = sandbox.rendered("2.20.0", "", BROKEN);
      Cluster.apply(manifests);
      Pod broken = sandbox.pod("2.20.0");
      Path file = Files.writeString(Files.createTempFile("broken", ".yaml"), manifests);
      assertEquals(0, InProcess.run("check", "--fix", file.toString()).exitCode());
      Cluster.apply(Files.readString(file));
      isRepaired(sandbox, broken);
    }
  }

  private static void isRepaired(Sandbox sandbox, Pod broken) {
    until("the broken pod is gone", () -> !sandbox.has(broken));
    Pod repaired = sandbox.pod("2.20.0");
    until("the kubelet calls the pod ready", () -> sandbox.isReady(repaired));
    assertFalse(sandbox.event(repaired, "Unhealthy", "statuscode"));
  }
}
