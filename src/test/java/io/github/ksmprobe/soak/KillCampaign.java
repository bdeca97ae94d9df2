package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.kubernetes.FakeApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM at any moment after the start. A moment is told by how many classes the VM has loaded
 * since the program's first one, so that it is the same on a slow machine.
 */
final class KillCampaign implements Campaign {

  /** Until so many the program cannot have begun to listen for signals. */
  private static final int BEFORE_ANYTHING = 300;

  private static final int MOST_CLASSES = 6_000;

  /** No class more in this time: it is up and waits. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Promised are two seconds; a busy machine may take longer. */
  private static final int PATIENCE_SECONDS = 15;

  private static final int DEAF_CODE = 143;

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public String about() {
    return "SIGTERM at a random moment of the start: it ends, with 0, and with no trace in the log";
  }

  @Override
  public int few() {
    return 4;
  }

  @Override
  public void attempt(Case one) throws Exception {
    SplittableRandom random = one.random();
    int moment = random.nextInt(oneOf(random, 600, MOST_CLASSES));
    try (FakeApi api = new FakeApi(_ -> FakeApi.status(403))) {
      if (random.nextBoolean()) {
        api.behave(_ -> api.hang());
      }
      List<String> flags = new ArrayList<>(List.of("run", "--web.listen-address=127.0.0.1:0"));
      flags.addAll(
          oneOf(
              random,
              List.of("--discovery=none", "--pod-ip=127.0.0.9"),
              List.of("--discovery=pod", "--pod-ip=127.0.0.9", "--pod-name=x"),
              List.of("--discovery=cluster")));
      if (random.nextInt(3) == 0) {
        flags.add("--log.format=json");
      }
      kill(one, flags, api, moment);
    }
  }

  private static void kill(Case one, List<String> flags, FakeApi api, int moment) throws Exception {
    Path log = one.write("log.txt", "");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("bin", "jvm.options").toAbsolutePath());
    command.add("-Xlog:class+load:stdout:none");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.github.ksmprobe.Main");
    command.addAll(flags);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("POD_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBERNETES_MASTER",
                "http://127.0.0.1:" + api.port() + "/",
                "KUBECONFIG",
                "/nonexistent"));
    String label = moment + " classes after the start of " + flags;
    Process process = builder.start();
    AtomicInteger classes = new AtomicInteger(-1);
    Thread reader = Thread.ofVirtual().start(() -> kill(process, moment, classes));
    try {
      int before = -2;
      while (process.isAlive() && classes.get() < moment && before < classes.get()) {
        // As long as more are loaded, the moment may still come.
        before = Math.max(0, classes.get());
        reader.join(QUIET);
      }
      // Process.destroy() would close the output as well, and the VM complain of that.
      process.toHandle().destroy();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      one.check(ended, () -> label + ": still there");
      one.did("kills", 1);
      if (ended) {
        int code = process.exitValue();
        one.check(
            code == 0 || (code == DEAF_CODE && Math.min(moment, classes.get()) < BEFORE_ANYTHING),
            () -> label + ": exit code " + code);
      }
    } finally {
      process.destroyForcibly();
    }
    reader.join();
    LogLines.check(one, Files.readAllLines(log), 60);
  }

  /** Reads which classes are loaded, to the end, and sends the signal after so many of them. */
  private static void kill(Process process, int moment, AtomicInteger classes) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (classes.get() >= 0 || line.startsWith("io.github.ksmprobe.Main ")) {
          if (classes.incrementAndGet() == moment) {
            process.toHandle().destroy();
          }
        }
      }
    } catch (IOException ended) {
      // The process is gone, and its output with it.
    }
  }
}
