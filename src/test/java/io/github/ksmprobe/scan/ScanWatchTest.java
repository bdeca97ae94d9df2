package io.github.ksmprobe.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch} as a process of its own, until Ctrl-C. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ScanWatchTest {

  @TempDir private Path folder;

  @Test
  void each_change_is_a_line_until_ctrl_c_and_none_is_lost() throws Exception {
    try (ScannedCluster cluster = new ScannedCluster()) {
      cluster.with(ScanTest.pod("first", "v2.14.0", "/livez", "/readyz", ""));
      Process process = watch(cluster);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        line(out, "failure (404), wrong_port");
        cluster.with(ScanTest.pod("second", "v2.14.0", "/livez", "/healthz", ""));
        line(out, "monitoring/second  is new: ");
        cluster.without("first");
        line(out, "monitoring/first  is gone");
        assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "goes on after Ctrl-C");
        assertEquals(130, process.exitValue());
        for (String rest = out.readLine(); rest != null; rest = out.readLine()) {
          assertTrue(rest.matches("\\S+Z  monitoring/.*"), rest);
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private Process watch(ScannedCluster cluster) throws IOException {
    // What starts the tests may ignore signals, as a shell does for what runs in the background.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.github.ksmprobe.Main", "scan", "--watch", "--interval=100ms"));
    command.addAll(List.of("--kubeconfig", cluster.kubeconfig(folder)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void line(BufferedReader out, String part) throws IOException {
    List<String> read = new ArrayList<>();
    for (String line = out.readLine(); ; line = out.readLine()) {
      assertTrue(line != null, () -> part + " never came: " + read);
      read.add(line);
      if (line.contains(part)) {
        return;
      }
    }
  }
}
