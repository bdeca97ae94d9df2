package io.github.ksmprobe.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM and Ctrl-C at any moment: 0, and nothing on standard error that a library threw. */
@Timeout(300)
class GracefulShutdownTest {

  private static final int SIGTERM_BEFORE_ANYBODY_LISTENS = 143;
  private static final long PATIENCE_SECONDS = 60;
  private static final int MOMENTS = 20;
  private static final long STEP_MILLIS = 150;
  private static final Pattern PORT = Pattern.compile("url=http://127\\.0\\.0\\.1:([0-9]+)/");

  /** Loaded once the handler is armed, and not before. */
  private static final String LOADED_AFTERWARDS = "io.github.ksmprobe.log.LogOutput ";

  @TempDir private Path folder = Path.of(".");
  private final List<Process> started = new ArrayList<>();

  /** What a test gave up on would go on, and keep its ports from the next one. */
  @AfterEach
  void leaveNothingBehind() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void sigterm_at_any_moment_ends_with_0_once_a_handler_can_be_armed() throws Exception {
    try (ServerSocket silent = silent()) {
      for (int moment = 0; moment < MOMENTS; moment++) {
        String discovery = moment % 2 == 0 ? "--discovery=pod" : "--discovery=cluster";
        // In turn: an API server that takes connections and says nothing, and none at all.
        int api = moment % 4 < 2 ? silent.getLocalPort() : 1;
        Started started = start(api, "run", "--web.listen-address=127.0.0.1:0", discovery);
        boolean early = started.process.waitFor(moment * STEP_MILLIS, TimeUnit.MILLISECONDS);
        assertFalse(early, () -> "ended by itself: " + started.err());
        int code = started.ended("TERM");
        String when = discovery + " after " + moment * STEP_MILLIS + " ms: ";
        if (code == SIGTERM_BEFORE_ANYBODY_LISTENS) {
          assertFalse(started.loaded().contains(LOADED_AFTERWARDS), when + "it was armed by then");
        } else {
          assertEquals(0, code, when + started.err());
        }
        started.assertNoTrace();
      }
    }
  }

  @Test
  void a_handler_is_armed_before_any_library_is_loaded() throws Exception {
    Started started = start(1, "run", "--web.listen-address=127.0.0.1:0");
    started.line(PORT);
    assertEquals(0, started.ended("TERM"));
    List<String> before =
        started
            .loaded()
            .lines()
            .takeWhile(line -> !line.contains("lifecycle.GracefulShutdown "))
            .toList();
    assertTrue(before.stream().anyMatch(line -> line.contains("ksmprobe.Main ")));
    assertEquals(0, before.stream().filter(line -> line.endsWith(".jar")).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void stalled_clients_and_a_reload_under_way_hold_nothing_up(String signal) throws Exception {
    Path config = Files.writeString(folder.resolve("config.yml"), "interval: 1s\ntimeout: 1s\n");
    try (ServerSocket silent = silent()) {
      Started started =
          start(
              silent.getLocalPort(),
              "run",
              "--web.listen-address=127.0.0.1:0",
              "--discovery=cluster",
              "--config.file=" + config);
      int port = Integer.parseInt(started.line(PORT).group(1));
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        clients.add(client);
        String request = i % 2 == 0 ? "GET /metrics HT" : "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }
      // Another selector: the reload waits for pods that this API server never shows.
      Files.writeString(config, "interval: 1s\ntimeout: 1s\nselector: a=b\n");
      Socket reload = new Socket(InetAddress.getLoopbackAddress(), port);
      clients.add(reload);
      reload
          .getOutputStream()
          .write(
              "POST /-/reload HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertEquals(0, started.ended(signal), started::err);
      started.assertNoTrace();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void nobody_reading_standard_error_holds_nothing_up() throws Exception {
    ProcessBuilder builder =
        command(
            1,
            "run",
            "--web.listen-address=127.0.0.1:0",
            "--log.level=debug",
            "--interval=1s",
            "--timeout=1s");
    builder.redirectError(ProcessBuilder.Redirect.PIPE);
    // A pipe holds 64 KiB: room is left for the start, and then every log line waits forever.
    List<String> full =
        new ArrayList<>(List.of("sh", "-c", "head -c 61440 /dev/zero >&2; exec \"$@\"", "sh"));
    full.addAll(builder.command());
    builder.command(full);
    Process process = builder.start();
    try {
      // A pipe that nobody empties is full after 64 KiB, and then every log line waits.
      assertFalse(process.waitFor(6, TimeUnit.SECONDS));
      process.destroy();
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void ctrl_c_ends_the_demo_with_0() throws Exception {
    Started started = start(1, "demo", "--web.listen-address=127.0.0.1:0");
    started.output(Pattern.compile("Ctrl-C stops it"));
    assertEquals(0, started.ended("INT"), started::err);
    assertEquals("", started.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"check -", "probe"})
  void ctrl_c_leaves_a_command_without_a_verdict_and_without_a_word(String line) throws Exception {
    try (ServerSocket silent = silent()) {
      Started started = start(silent.getLocalPort(), line.split(" ", -1));
      boolean early = started.process.waitFor(2, TimeUnit.SECONDS);
      assertFalse(early, () -> "ended by itself: " + started.err());
      assertEquals(130, started.ended("INT"));
      started.assertNoTrace();
    }
  }

  /** Takes connections, as far as its queue goes, and says nothing. */
  private static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private Started start(int apiPort, String... args) throws IOException {
    return new Started(command(apiPort, args).start());
  }

  private ProcessBuilder command(int apiPort, String... args) {
    // What starts the tests may ignore signals, as a shell does for what runs in the background.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Xlog:class+load=info:file=" + folder.resolve("classes.log") + "::filecount=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.github.ksmprobe.Main");
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("POD_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "POD_NAME", "ksm-1",
                "POD_NAMESPACE", "monitoring",
                "POD_IP", "127.0.0.1",
                "KUBERNETES_MASTER", "http://127.0.0.1:" + apiPort + "/",
                "KUBECONFIG", "/nonexistent"));
    builder.redirectError(folder.resolve("err").toFile());
    builder.redirectOutput(folder.resolve("out").toFile());
    return builder;
  }

  private final class Started {
    private final Process process;

    Started(Process process) {
      this.process = process;
      started.add(process);
    }

    String err() {
      return text("err");
    }

    String loaded() {
      // There is none before the JVM has come to that.
      return Files.exists(folder.resolve("classes.log")) ? text("classes.log") : "";
    }

    private String text(String file) {
      try {
        return Files.readString(folder.resolve(file));
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
    }

    Matcher line(Pattern wanted) {
      return found("err", wanted);
    }

    void output(Pattern wanted) {
      found("out", wanted);
    }

    private Matcher found(String file, Pattern wanted) {
      Until.until(() -> wanted.matcher(text(file)).find() || !process.isAlive(), "never came");
      Matcher matcher = wanted.matcher(text(file));
      assertTrue(matcher.find(), this::err);
      return matcher;
    }

    int ended(String signal) throws Exception {
      try {
        Process kill =
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), this::err);
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    }

    void assertNoTrace() {
      assertFalse(err().contains("\tat "), this::err);
    }
  }
}
