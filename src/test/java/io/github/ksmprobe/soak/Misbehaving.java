package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A server that does something else with each connection, and nothing of it well. */
final class Misbehaving implements Behaviour {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String END = "Connection: close\r\n\r\n";
  private static final int MOST = 2 << 20;

  private static final List<String> ANSWERS =
      List.of(
          OK + END + "OK",
          OK + "Content-Length: 2\r\n" + END + "OK",
          OK + "Content-Length: 9\r\n" + END + "OK",
          OK + "Content-Length: 1\r\n" + END + "OK",
          OK + "Content-Length: -1\r\n" + END + "OK",
          OK + "Content-Length: 99999999999999999999\r\n" + END + "OK",
          OK + "Content-Length: 2\r\nContent-Length: 3\r\n" + END + "OK",
          OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + END + "2\r\nOK\r\n0\r\n\r\n",
          OK + "Transfer-Encoding: chunked\r\n" + END + "zz\r\n",
          OK + "Transfer-Encoding: chunked\r\n" + END + "ffffffffffffffff\r\nOK",
          OK + "Transfer-Encoding: chunked\r\n" + END + "2\r\nOKOK\r\n0\r\n\r\n",
          OK + "Transfer-Encoding: gzip, chunked\r\n" + END + "2\r\nOK\r\n0\r\n\r\n",
          OK + "Content-Encoding: gzip\r\nContent-Length: 2\r\n" + END + "OK",
          OK + "Content-Type: text/html\r\n" + END + "<h1>Kube Metrics</h1>",
          OK + "Content-Type: text/html\r\n" + END + "<h2>v9.9.9-\u001b[31m</h2>",
          OK + "Content-Type: text/plain; version=0.0.4\r\n" + END + "kube_pod_info{} 1\n",
          OK + "X: \u001b[31m\u0080\r\n y\r\n: z\r\n" + END,
          OK + "bad header\r\n" + END,
          "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n" + END + "hello",
          "HTTP/1.1 304 Not Modified\r\n" + END,
          "HTTP/1.1 302 Found\r\nLocation: /\r\n" + END,
          "HTTP/1.1 302 Found\r\nLocation: //127.0.0.1:1/\r\n" + END,
          "HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\n" + END,
          "HTTP/1.1 301 Moved\r\nLocation: /%zz\u0001\r\n" + END,
          "HTTP/1.1 307 X\r\n" + END,
          "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n" + END + "Unauthorized",
          "HTTP/1.1 403 Forbidden\r\n" + END,
          "HTTP/1.1 404 Not Found\r\n" + END + "404 page not found\n",
          "HTTP/1.1 502 Bad Gateway\r\n" + END,
          "HTTP/1.1 503 Service Unavailable\r\n" + END,
          "HTTP/1.1 999 X\r\n" + END,
          "HTTP/1.1 -1 X\r\n" + END,
          "HTTP/9.9 200 OK\r\n" + END,
          "HTTP/1.0 200\r\n\r\nOK",
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + END + "OK",
          "ICY 200 OK\r\n\r\n",
          "+PONG\r\n",
          "SSH-2.0-OpenSSH_9.2\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000",
          // TLS: an alert, a record that is too long, half a hello, and what follows no hello.
          "\u0015\u0003\u0003\u0000\u0002\u0002(",
          "\u0016\u0003\u0003\u00ff\u00ff\u0002\u0000\u0000",
          "\u0016\u0003\u0003\u0000z\u0002\u0000\u0000v\u0003\u0003",
          "\u0014\u0003\u0003\u0000\u0001\u0001",
          "\u0017\u0003\u0003\u0000 " + "x".repeat(32));

  private final long seed;

  Misbehaving(long seed) {
    this.seed = seed;
  }

  @Override
  public void with(Connection connection) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 31 + connection.number());
    connection.socket().setSoTimeout(2_000);
    switch (random.nextInt(12)) {
      case 0 -> {}
      case 1 -> connection.reset();
      case 2 -> silent(connection);
      case 3 -> {
        hear(connection);
        connection.reset();
      }
      case 4 -> hugeHead(connection, random);
      case 5 -> hugeBody(connection, random);
      case 6 -> garbage(connection, random);
      case 7 -> slow(connection, random);
      default -> {
        if (random.nextInt(8) > 0) {
          hear(connection);
        }
        connection.send(oneOf(random, ANSWERS));
        if (random.nextInt(4) == 0) {
          silent(connection);
        }
      }
    }
  }

  /** Reads what comes first, whatever it is. */
  private static void hear(Connection connection) throws IOException {
    try {
      var _ = connection.socket().getInputStream().read(new byte[8192]);
    } catch (SocketTimeoutException nothing) {
      // Then it says nothing, and is answered anyway.
    }
  }

  /** Says no more until the other side leaves, or for two seconds. */
  private static void silent(Connection connection) throws IOException {
    try {
      connection.untilClosed();
    } catch (SocketTimeoutException enough) {
      // Long enough.
    }
  }

  private static void slow(Connection connection, RandomGenerator random) throws IOException {
    hear(connection);
    String answer = oneOf(random, ANSWERS);
    int pieces = 1 + random.nextInt(5);
    for (int i = 0; i < pieces; i++) {
      connection.socket().setSoTimeout(20 + random.nextInt(400));
      silent(connection);
      connection.send(
          answer.substring(answer.length() * i / pieces, answer.length() * (i + 1) / pieces));
    }
  }

  private static void hugeHead(Connection connection, RandomGenerator random) throws IOException {
    hear(connection);
    connection.send(OK);
    String line = random.nextBoolean() ? "X: " + "y".repeat(8000) + "\r\n" : "z".repeat(8192);
    for (int sent = 0; sent < MOST; sent += line.length()) {
      connection.send(line);
    }
  }

  private static void hugeBody(Connection connection, RandomGenerator random) throws IOException {
    hear(connection);
    String piece = "kube_pod_info{pod=\"x\"} 1\n".repeat(320);
    boolean chunked = random.nextBoolean();
    connection.send(
        OK
            + (chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + MOST + "\r\n")
            + END);
    for (int sent = 0; sent < MOST; sent += piece.length()) {
      connection.send(
          chunked ? Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n" : piece);
    }
  }

  private static void garbage(Connection connection, RandomGenerator random) throws IOException {
    if (random.nextBoolean()) {
      hear(connection);
    }
    byte[] bytes = new byte[1 + random.nextInt(20_000)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      // As TLS from the first byte on.
      bytes[0] = (byte) (20 + random.nextInt(5));
      connection.send("\u0016\u0003\u0003");
    }
    connection.send(bytes);
  }
}
