package io.github.ksmprobe.measure;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.ksmprobe.Until;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.measure.Situation.Web;
import io.github.ksmprobe.webconfig.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A build of kube-state-metrics as a process of its own, on two ports of loopback.
 *
 * @param process that runs
 * @param main port
 * @param telemetry port
 */
record RealKsm(Process process, int main, int telemetry) implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /**
   * Starts it and waits until it has listed its objects.
   *
   * @param folder for the web config file and what it writes
   * @return empty where this release does not have a flag that the situation is about
   */
  static Optional<RealKsm> start(Path binary, Situation situation, StubApiServer api, Path folder)
      throws IOException {
    int main = freePort();
    int telemetry = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--apiserver=" + api.url(),
                "--resources=pods",
                "--host=127.0.0.1",
                "--port=" + main,
                "--telemetry-host=127.0.0.1",
                "--telemetry-port=" + telemetry));
    if (situation.isAboutAuthFilter()) {
      command.add("--auth-filter");
    }
    if (situation.web() != Web.OPEN) {
      command.add("--tls-config=" + webConfig(situation.web(), folder));
    }
    Path said = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    RealKsm started = new RealKsm(process, main, telemetry);
    boolean ready = Until.holds(LONGEST_START, () -> started.isServing(api) || !process.isAlive());
    if (ready && process.isAlive()) {
      return Optional.of(started);
    }
    started.close();
    String log = Files.readString(said, StandardCharsets.UTF_8);
    if (log.contains("unknown flag") || log.contains("Invalid ClientAuth")) {
      return Optional.empty();
    }
    throw new IOException(
        binary + " does not serve in the state " + situation.word() + ":\n" + log);
  }

  int port(Listener listener) {
    return switch (listener) {
      case MAIN -> main;
      case TELEMETRY -> telemetry;
    };
  }

  @Override
  public void close() {
    process.destroy();
    if (!Until.holds(LONGEST_STOP, () -> !process.isAlive())) {
      process.destroyForcibly();
    }
  }

  private boolean isServing(StubApiServer api) {
    return api.watched().getCount() == 0 && accepts(main) && accepts(telemetry);
  }

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port));
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  private static Path webConfig(Web web, Path folder) throws IOException {
    Path file = folder.resolve("web.yaml");
    String users =
        "basic_auth_users:\n  somebody: "
            + BCrypt.withDefaults().hashToString(4, "secret".toCharArray())
            + "\n";
    return Files.writeString(
        file,
        switch (web) {
          case OPEN -> "";
          case USERS -> users;
          case CERTIFICATE -> certificate(folder);
          case CLIENT_CERTIFICATE ->
              certificate(folder) + "  client_auth_type: RequireAnyClientCert\n";
        });
  }

  private static String certificate(Path folder) {
    Pki pki = new Pki(folder);
    Pki.Pair pair = pki.server("server", pki.authority("authority"));
    return "tls_server_config:\n  cert_file: "
        + pair.certificate()
        + "\n  key_file: "
        + pair.key()
        + "\n";
  }
}
