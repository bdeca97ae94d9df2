package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: exit codes, one sentence for each mistake, the end on SIGTERM. */
class ProcessTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder = Path.of(".");

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void sigterm_ends_the_sidecar_with_0() throws Exception {
    Process process = start("run", "--web.listen-address=127.0.0.1:0");
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (!line.contains(" msg=listening url=http://127.0.0.1:")) {
        assertTrue(line.matches("ts=\\S+Z level=(info|warn) logger=\\S+ msg=.*"), line);
        line = err.readLine();
      }
      assertEndsWith0(process);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertEndsWith0(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  @Test
  void sighup_reads_the_configuration_again_and_the_environment_yields_to_it() throws Exception {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: 1h\n");
    ProcessBuilder builder =
        command("run", "--config.file=" + file, "--web.listen-address=127.0.0.1:0");
    builder.environment().put("POD_IP", "127.0.0.9");
    Process process = builder.start();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String url = line(err, " msg=listening url=").replaceFirst(".* url=(\\S+) .*", "$1");
      assertTrue(get(url + "config").contains("pod-ip: 127.0.0.9 # environment, POD_IP\n"));
      Files.writeString(file, "interval: 2h\npod-ip: 127.0.0.8\n");
      hangUp(process);
      line(err, " msg=\"configuration reloaded\" changed=");
      String config = get(url + "config");
      assertTrue(config.contains("interval: 2h # " + file + ":1\n"), config);
      assertTrue(config.contains("pod-ip: 127.0.0.8 # " + file + ":2\n"), config);
      Files.writeString(file, "interval: soon\n");
      hangUp(process);
      String refused = line(err, " msg=\"configuration not reloaded;");
      assertTrue(refused.contains("config.yml:1: interval: "), refused);
      assertEquals(config, get(url + "config"));
      assertEndsWith0(process);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_bad_configuration_at_the_start_is_one_sentence_and_2() throws Exception {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: soon\n");
    Ended ended = run("run", "--config.file=" + file);
    assertEquals(2, ended.exitCode());
    assertEquals(
        file
            + ":1: interval: \"soon\" is not a duration above zero; write it as 500ms, 15s or 1m30s\n",
        ended.err());
  }

  private static String line(BufferedReader err, String part) throws IOException {
    String line = err.readLine();
    while (line != null && !line.contains(part)) {
      line = err.readLine();
    }
    return Objects.requireNonNull(line, part);
  }

  private static void hangUp(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
  }

  private static String get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void a_taken_port_is_one_sentence_and_2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Ended ended = run("run", "--web.listen-address=" + address);
      assertEquals(2, ended.exitCode());
      assertEquals(
          "cannot listen on "
              + address
              + ": Address already in use; choose another with --web.listen-address",
          ended.err().lines().findFirst().orElse(""));
    }
  }

  @Test
  void an_address_that_is_not_ours_is_one_sentence_and_2() throws Exception {
    Ended ended = run("run", "--web.listen-address=192.0.2.1:10117");
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().startsWith("cannot listen on 192.0.2.1:10117: "), ended.err());
  }

  @Test
  void a_wrong_flag_is_one_sentence_and_2() throws Exception {
    Ended ended = run("run", "--no-such-flag");
    assertEquals(2, ended.exitCode());
    assertEquals(
        "Unknown option: '--no-such-flag'\nTry: ksm-probe-exporter run --help\n", ended.err());
  }

  @Test
  void a_mistyped_command_or_flag_is_told_what_was_meant() throws Exception {
    String command = run("chekc", "pods.yaml").err();
    assertTrue(
        command.startsWith("\"chekc\" is not a command; did you mean \"check\"?\n"), command);
    String flag = run("check", "--strcit", "pods.yaml").err();
    assertTrue(flag.startsWith("Unknown option: '--strcit'; did you mean \"--strict\"?\n"), flag);
  }

  @Test
  void a_level_or_format_that_does_not_exist_is_one_sentence_and_2() throws Exception {
    for (String command : List.of("run", "probe", "demo")) {
      Ended ended = run(command, "--log.level=loud");
      assertEquals(2, ended.exitCode());
      assertEquals(
          "--log.level must be one of debug, info, warn, error, not \"loud\"\n"
              + "Try: ksm-probe-exporter "
              + command
              + " --help\n",
          ended.err());
    }
    assertTrue(
        run("run", "--log.format=xml")
            .err()
            .startsWith("--log.format must be one of logfmt, json, not \"xml\"\n"));
  }

  @Test
  void a_wrong_web_config_file_is_one_sentence_and_2() throws Exception {
    Path file = folder.resolve("web.yml");
    Files.writeString(file, "basic_auth_users:\n  alice: secret\n");
    for (String way : List.of("--web.listen-address=127.0.0.1:0", "--config.check")) {
      Ended ended = run("run", way, "--web.config.file=" + file);
      assertEquals(2, ended.exitCode());
      assertEquals(
          file
              + ":2: basic_auth_users.alice: this is not a bcrypt hash, which begins with $2a$, $2b$ or"
              + " $2y$; make one with htpasswd -nBC 10 \"\"",
          sentence(ended));
    }
  }

  @Test
  void a_token_that_is_not_there_is_one_sentence_and_2() throws Exception {
    Path file = folder.resolve("token");
    for (String way : List.of("--web.listen-address=127.0.0.1:0", "--config.check")) {
      Ended ended = run("run", way, "--ksm.bearer-token-file=" + file);
      assertEquals(2, ended.exitCode());
      assertEquals("--ksm.bearer-token-file: there is no file " + file, sentence(ended));
    }
  }

  @Test
  void the_watcher_of_a_cluster_takes_no_token() throws Exception {
    Ended ended = run("run", "--discovery=cluster", "--ksm.bearer-token-file=token");
    assertEquals(2, ended.exitCode());
    assertEquals(
        "--ksm.bearer-token-file is for the sidecar: other pods' certificates are not verified, so"
            + " the watcher could not tell who gets the token",
        sentence(ended));
  }

  /** What is said to the person, without the lines of the log. */
  private static String sentence(Ended ended) {
    return ended
        .err()
        .lines()
        .filter(line -> !line.startsWith("ts="))
        .filter(line -> !line.startsWith("Try: "))
        .reduce((one, other) -> one + "\n" + other)
        .orElse("");
  }

  @Test
  void check_finds_what_breaks_and_says_so_in_json() throws Exception {
    Path pod = folder.resolve("pod.yaml");
    Files.writeString(
        pod,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: ksm, namespace: monitoring}
        spec:
          containers:
            - name: kube-state-metrics
              image: registry.example/kube-state-metrics:v2.14.0
              readinessProbe:
                httpGet: {path: /readyz, port: 8080}
        """);
    Ended ended = run("check", "-o", "json", pod.toString());
    assertEquals(1, ended.exitCode());
    assertTrue(ended.out().contains("\"reason\" : \"wrong_port\""), ended.out());
    assertEquals("", ended.err());
  }

  @Test
  void check_judges_the_good_documents_beside_a_broken_one_and_ends_with_2() throws Exception {
    Path pods = folder.resolve("pods.yaml");
    Files.writeString(
        pods,
        """
        a: [
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: ksm}
        spec:
          containers:
            - name: kube-state-metrics
              image: registry.example/kube-state-metrics:v2.14.0
              livenessProbe:
                httpGet: {path: /healthz, port: 8080}
        """);
    Ended ended = run("check", pods.toString());
    assertEquals(2, ended.exitCode());
    assertTrue(ended.out().contains("GET http://POD_IP:8080/healthz"), ended.out());
    assertTrue(ended.err().startsWith(pods + ":"), ended.err());
  }

  private Ended run(String... args) throws Exception {
    Process process = start(args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), out, err);
  }

  private static Process start(String... args) throws IOException {
    return command(args).start();
  }

  private static ProcessBuilder command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.github.ksmprobe.Main");
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("POD_"));
    return builder;
  }
}
