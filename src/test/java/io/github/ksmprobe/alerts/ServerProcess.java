package io.github.ksmprobe.alerts;

import io.github.ksmprobe.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that a test starts, on loopback, and ends by its own handle.
 *
 * @param process of the server
 * @param url without a path
 * @param log what it prints
 */
public record ServerProcess(Process process, URI url, Path log) implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** Starts it and waits until it answers /-/ready. */
  public static ServerProcess start(Path log, int port, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServerProcess server =
          new ServerProcess(process, URI.create("http://127.0.0.1:" + port), log);
      if (!Until.holds(Duration.ofSeconds(60), server::isReady)) {
        server.close();
        throw new IllegalStateException(command.getFirst() + " did not start:\n" + server.said());
      }
      return server;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** The body of a GET, whatever the status. */
  public String get(String path) {
    return body(HttpRequest.newBuilder(url.resolve(path)));
  }

  /** The body of what a POST without one gets, whatever the status. */
  public String post(String path) {
    return body(HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private static String body(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended at once:\n" + said());
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/-/ready")).timeout(Duration.ofSeconds(2)).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
