package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingRunTest {

  private static final Path OLD =
      Path.of("src/test/resources/judgement/readyz_on_main_passes_by_accident_on_2_13/in.yaml");

  @TempDir private Path folder;

  @Test
  void an_upgrade_says_what_breaks_and_what_the_rollout_does() throws IOException {
    String recreate =
        Files.readString(OLD)
            .replace("v2.13.0", "v2.14.0")
            .replaceFirst("(?m)^spec:$", "spec:\n  strategy: {type: Recreate}");
    Path next = Files.writeString(folder.resolve("new.yaml"), recreate);
    InProcess.Ran ran = InProcess.run("check", "--from", OLD.toString(), next.toString());
    assertEquals(
        """
        Deployment monitoring/ksm: v2.13.0 -> v2.14.0
          same      livenessProbe of container kube-state-metrics: GET http://POD_IP:8080/livez success, ok
          BREAKS    readinessProbe of container kube-state-metrics: GET http://POD_IP:8080/readyz success, catch_all -> GET http://POD_IP:8080/readyz failure, wrong_port
                    why: /readyz is not served on main (port 8080), it is served on telemetry (port 8081). The pod does not become Ready; nothing restarts it.
                    fix: Probe /readyz on telemetry (port 8081); the kube-state-metrics chart does so from 5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0).
          rollout   The old pods end before the new ones start (Recreate), and these never become Ready: nothing serves the metrics until that is repaired or rolled back.
        """,
        ran.out());
    assertEquals(1, ran.exitCode());
  }

  @Test
  void two_charts_are_compared_by_name() {
    InProcess.Ran ran =
        InProcess.run(
            "compat",
            "--from",
            "kube-prometheus-stack-66.0.0",
            "--chart",
            "kube-prometheus-stack-67.0.0");
    assertEquals(0, ran.exitCode());
    assertEquals(
        "  repaired  readinessProbe of container kube-state-metrics: GET http://POD_IP:8080/readyz success, catch_all -> GET http://POD_IP:8081/readyz success, ok",
        ran.out().lines().skip(2).findFirst().orElseThrow());
  }

  @Test
  void several_versions_cannot_be_compared_at_once() {
    InProcess.Ran ran =
        InProcess.run("check", "--from", OLD.toString(), "--ksm-version", "all", OLD.toString());
    assertEquals(
        "--from compares with one version: name one with --ksm-version, or none",
        ran.err().lines().findFirst().orElseThrow());
    assertEquals(2, ran.exitCode());
  }

  @Test
  void with_a_side_that_cannot_be_read_nothing_is_called_new_or_gone() {
    String nowhere = folder.resolve("nowhere.yaml").toString();
    InProcess.Ran noOld = InProcess.run("check", "--from", nowhere, OLD.toString());
    assertEquals("", noOld.out());
    assertEquals(nowhere + ": There is no such file: check the name.\n", noOld.err());
    assertEquals(2, noOld.exitCode());
    InProcess.Ran noNew = InProcess.run("check", "--from", OLD.toString(), nowhere);
    assertEquals("", noNew.out());
    assertEquals(2, noNew.exitCode());
  }
}
