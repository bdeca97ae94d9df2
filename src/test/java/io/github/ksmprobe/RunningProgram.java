package io.github.ksmprobe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program with {@code run}, as a process of its own, and what it says and serves. */
public final class RunningProgram implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern LISTENING =
      Pattern.compile("msg=listening url=(http://127\\.0\\.0\\.1:[0-9]+/)");

  private final Process process;
  private final Thread reader;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<URI> listening = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningProgram(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::readLog);
  }

  /**
   * Starts it with a free port.
   *
   * @param environment beside what is inherited; nothing of the downward API is
   * @param more flags
   */
  public static RunningProgram start(Map<String, String> environment, String... more)
      throws IOException {
    return start(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), environment, more);
  }

  /**
   * The same, with other options of the VM.
   *
   * @param vm all of them
   */
  public static RunningProgram start(
      List<String> vm, Map<String, String> environment, String... more) throws IOException {
    // What starts the tests may ignore signals, as a shell does for what runs in the background.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(vm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.github.ksmprobe.Main", "run", "--web.listen-address=127.0.0.1:0"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("POD_"));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new RunningProgram(builder.start());
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        Matcher url = LISTENING.matcher(line);
        if (url.find()) {
          listening.complete(URI.create(url.group(1)));
        }
      }
    } catch (IOException ended) {
      log.add("the log broke off: " + ended.getMessage());
    } finally {
      listening.completeExceptionally(new AssertionError("never listened: " + log));
    }
  }

  /** The log so far. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Where the pages are, once they are. */
  public URI url() {
    try {
      return listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError("never listened; log: " + log, failed);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The answer to GET. */
  public HttpResponse<String> get(String path) {
    try {
      URI base = url();
      return client.send(
          HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (Exception failed) {
      throw new AssertionError("cannot ask " + path + "; log: " + log, failed);
    }
  }

  /** The first body there that is as wanted. */
  public String await(String path, Predicate<String> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String body = get(path).body();
    while (!wanted.test(body)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(path + " never was as wanted; log: " + log + "\n" + body);
      }
      LockSupport.parkNanos(5_000_000);
      body = get(path).body();
    }
    return body;
  }

  /** Ends it as Kubernetes does, and says with which code it ended. */
  public int end() {
    close();
    return process.exitValue();
  }

  @Override
  public void close() {
    client.shutdownNow();
    // Process.destroy() would close its log as well, and what it says at its end be lost.
    process.toHandle().destroy();
    boolean ended = false;
    try {
      ended =
          process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
              && reader.join(Duration.ofSeconds(PATIENCE_SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      process.destroyForcibly();
      throw new AssertionError("did not end on SIGTERM; log: " + log);
    }
  }
}
