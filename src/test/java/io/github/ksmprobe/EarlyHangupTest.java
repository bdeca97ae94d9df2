package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP before the pages are there: left alone it would end the process. */
class EarlyHangupTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: ksm
      spec:
        containers:
          - name: kube-state-metrics
            image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.15.0
      """;

  @TempDir private Path folder = Path.of(".");

  @Test
  void a_hangup_in_the_middle_of_the_start_ends_nothing() throws Exception {
    Path pod = folder.resolve("pod.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pod.toString()).start().waitFor());
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: 1h\n");
    try (RunningProgram program =
        RunningProgram.start(
            Map.of("POD_IP", "127.0.0.9"), "--config.file=" + file, "--pod-file=" + pod)) {
      // A pipe opens once somebody reads it: the program starts, and waits for what comes.
      try (OutputStream pipe = opened(pod)) {
        Files.writeString(file, "interval: 2h\n");
        hangUp(program.pid());
        pipe.write(POD.getBytes(StandardCharsets.UTF_8));
      }
      program.await("/config", text -> text.contains("interval: 2h # "));
      assertTrue(program.isAlive());
    }
  }

  private static OutputStream opened(Path pipe) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.newOutputStream(pipe);
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              }
            })
        .get(60, TimeUnit.SECONDS);
  }

  private static void hangUp(long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-HUP", Long.toString(pid)).start().waitFor());
  }
}
