package io.github.ksmprobe.soak;

import io.github.ksmprobe.prober.HostileServer;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/** A pod whose two ports are servers of a test, and the manifest that declares it. */
final class HostilePod implements AutoCloseable {

  private final String name;
  private final String ip;
  private final String scheme;
  private final int timeoutSeconds;
  private final HostileServer main;
  private final HostileServer telemetry;

  /**
   * Listens from now on.
   *
   * @param ip of the loopback
   * @param scheme of its probes
   */
  HostilePod(
      String name,
      String ip,
      String scheme,
      int timeoutSeconds,
      Behaviour main,
      Behaviour telemetry)
      throws IOException {
    this.name = name;
    this.ip = ip;
    this.scheme = scheme;
    this.timeoutSeconds = timeoutSeconds;
    this.main = new HostileServer(socket(ip), main);
    this.telemetry = new HostileServer(socket(ip), telemetry);
  }

  private static ServerSocket socket(String ip) throws IOException {
    return new ServerSocket(0, 64, InetAddress.ofLiteral(ip));
  }

  /** What a kube-state-metrics of 2.14.0 that is right in everything has to say, late. */
  static Behaviour right(boolean main, Duration delay, int metricsBytes) {
    return connection -> {
      String head = head(connection);
      wait(connection, delay);
      String path = head.split(" ", 3)[1];
      String healthy = main ? "/healthz /livez" : "/readyz";
      if (path.equals("/metrics")) {
        String metrics = "kube_pod_info{pod=\"x\"} 1\n".repeat(metricsBytes / 25);
        answer(connection, "200 OK", "text/plain; version=0.0.4", metrics);
      } else if (List.of(healthy.split(" ", -1)).contains(path)) {
        answer(connection, "200 OK", "text/plain", "OK");
      } else {
        answer(connection, "404 Not Found", "text/plain; charset=utf-8", "404 page not found\n");
      }
    };
  }

  // Not the server's own head(): it keeps every head that it ever saw.
  private static String head(Connection connection) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = connection.socket().getInputStream().read();
      if (next < 0) {
        throw new IOException("left in the middle of " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void wait(Connection connection, Duration delay) throws IOException {
    if (delay.isZero()) {
      return;
    }
    connection.socket().setSoTimeout((int) delay.toMillis());
    try {
      connection.untilClosed();
    } catch (SocketTimeoutException itIsTime) {
      // Now is when it answers.
    }
  }

  private static void answer(Connection connection, String status, String type, String body)
      throws IOException {
    connection.send(
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** Accepts and says nothing. */
  static Behaviour frozen() {
    return Connection::untilClosed;
  }

  String name() {
    return name;
  }

  /** How many connections it has seen. */
  int connections() {
    return main.accepted() + telemetry.accepted();
  }

  /** One document. */
  String manifest() {
    return manifest(name, ip, scheme, timeoutSeconds, main.port(), telemetry.port());
  }

  /** A pod of 2.14.0 whose probes are as they should be. */
  static String manifest(
      String name, String ip, String scheme, int timeoutSeconds, int main, int telemetry) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %1$s, namespace: soak, labels: {app.kubernetes.io/name: kube-state-metrics}}
    spec:
      containers:
        - name: kube-state-metrics
          image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0
          args: [--port=%5$d, --telemetry-port=%6$d]
          livenessProbe: {httpGet: {path: /livez, port: %5$d, scheme: %3$s}, timeoutSeconds: %4$d}
          readinessProbe: {httpGet: {path: /readyz, port: %6$d, scheme: %3$s}, timeoutSeconds: %4$d}
    status: {podIP: %2$s}
    """
        .formatted(name, ip, scheme, timeoutSeconds, main, telemetry);
  }

  @Override
  public void close() throws IOException {
    main.close();
    telemetry.close();
  }
}
