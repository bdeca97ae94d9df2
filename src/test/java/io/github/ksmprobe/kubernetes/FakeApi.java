package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An API server made by hand, over real sockets, so that it can behave as badly as it gets. */
public final class FakeApi implements AutoCloseable {

  /** What it does with one request. */
  @FunctionalInterface
  public interface Mood {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  /** One request as it came. */
  public record Request(String target, Map<String, String> headers, long nanos) {
    public boolean isWatch() {
      return target.contains("watch=true");
    }

    public String path() {
      return target.split("\\?", 2)[0];
    }
  }

  private final ServerSocket server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answering = new AtomicInteger();
  final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile Function<Request, Mood> script;

  public FakeApi(Function<Request, Mood> script) throws IOException {
    this(script, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  public FakeApi(Function<Request, Mood> script, ServerSocket server) {
    this.script = script;
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  public void behave(Function<Request, Mood> other) {
    script = other;
  }

  ApiAccess access() {
    return access("http", Optional.empty());
  }

  ApiAccess access(String scheme, Optional<ServiceAccountFiles> mount) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(scheme + "://127.0.0.1:" + server.getLocalPort() + "/")
            .build();
    return new ApiAccess(config, mount);
  }

  public int port() {
    return server.getLocalPort();
  }

  int openConnections() {
    return open.size();
  }

  /** The next request; fails where none comes. */
  Request next() throws InterruptedException {
    return Optional.ofNullable(requests.poll(20, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("no request came"));
  }

  public static Mood json(String body) {
    return status(200, body);
  }

  public static Mood status(int code) {
    return status(
        code,
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code + "}");
  }

  public static Mood status(int code, String body) {
    return raw(
        "HTTP/1.1 "
            + code
            + " X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  public static Mood raw(String bytes) {
    return out -> out.write(bytes.getBytes(StandardCharsets.UTF_8));
  }

  public Mood hang() {
    return _ -> closing.await();
  }

  /** A watch that sends these lines and then stays open until the latch. */
  public static Mood stream(CountDownLatch until, String... lines) {
    return out -> {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8));
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      boolean ended = until.await(60, TimeUnit.SECONDS);
      if (!ended) {
        throw new IOException("nobody ended the watch");
      }
    };
  }

  /** Breaks off whatever is being answered now, watches too; goes on with what comes next. */
  public void breakOff() {
    try {
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException ended) {
        // Closed, or a TLS handshake that failed; both are part of the play.
      }
    }
  }

  private void serve(Socket socket) {
    answering.incrementAndGet();
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      Request request = new Request(first.split(" ", -1)[1], headers, System.nanoTime());
      Mood mood = script.apply(request);
      requests.add(request);
      mood.answer(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException | InterruptedException ended) {
      // The peer went away, or the test ended.
    } finally {
      open.remove(socket);
      answering.decrementAndGet();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    breakOff();
  }
}
