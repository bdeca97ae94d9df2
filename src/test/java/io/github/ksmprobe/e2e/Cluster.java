package io.github.ksmprobe.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The cluster that tools/e2e/cluster started. Its network is that of this process. */
final class Cluster {

  /** Where what was built once lies. */
  static final Path HOME = Path.of(Objects.requireNonNullElse(System.getenv("KSM_E2E_HOME"), ""));

  /** Where its own files lie: the ids of its processes, the logs of its pods. */
  static final Path FOLDER = HOME.resolve("cluster");

  /** Stand-ins for what others render. */
  static final Path FIXTURES = Path.of("src/test/resources/deploy");

  static final KubernetesClient CLIENT = new KubernetesClientBuilder().build();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Cluster() {}

  /** Asks over plain HTTP; an answer other than 200 is a failure. */
  static String get(String url) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /** What kubectl prints. */
  static String kubectl(String... arguments) {
    return run("kubectl", "", arguments);
  }

  /** Hands objects to the API server, as a user does. */
  static void apply(String yaml) {
    run("kubectl", yaml, "apply", "--server-side", "--filename=-");
  }

  /** Runs a program to its end, which must be a good one, and returns what it printed. */
  static String run(String program, String input, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program));
    line.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("ksm-e2e", ".out");
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      int code = process.waitFor();
      String printed = Files.readString(out);
      Files.delete(out);
      if (code != 0) {
        throw new AssertionError(line + " ended with " + code + ": " + printed);
      }
      return printed;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /**
   * Sends a signal to a program of the cluster.
   *
   * @param program as tools/e2e/cluster names it, api-server for example
   * @param signal STOP, CONT or KILL
   */
  static void signal(String program, String signal) {
    try {
      String pid = Files.readString(FOLDER.resolve("run").resolve(program)).strip();
      run("kill", "", "-" + signal, pid);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Starts it again after it was killed, and returns before it is ready. */
  static void startApiServer() {
    run("tools/e2e/cluster", "", "start-api-server");
  }

  /**
   * Ends the process of a container.
   *
   * @param container as the pod's status names it
   */
  static void kill(String container) {
    String socket = FOLDER.resolve("containerd/containerd.sock").toString();
    String id = container.substring(container.lastIndexOf('/') + 1);
    run("ctr", "", "--address=" + socket, "--namespace=k8s.io", "task", "kill", "-s", "KILL", id);
  }
}
