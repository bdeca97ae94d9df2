package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ksmprobe.web.Page;
import io.github.ksmprobe.web.Routes;
import io.github.ksmprobe.web.Routes.Cost;
import io.github.ksmprobe.web.Routes.Route;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.Client;
import io.github.ksmprobe.webconfig.Pki;
import io.github.ksmprobe.webconfig.Pki.Pair;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that stall in the handshake or stop reading, while others are answered over TLS. */
@Timeout(120)
class StalledOverTlsTest {

  private static final int LARGE = 15_000_000;
  // A record of a handshake that says it is longer than what follows.
  private static final byte[] HALF_A_HELLO = {22, 3, 1, 1, 0, 1};

  @TempDir private Path folder = Path.of(".");

  @Test
  void they_hold_up_neither_health_nor_a_scrape_nor_the_end() throws Exception {
    Pki pki = new Pki(folder);
    Pair authority = pki.authority("ca");
    pki.server("server", authority);
    Path file =
        pki.write(
            "web.yml", "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n");
    WebServer server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Routes(
                List.of(
                    Route.of("/-/healthy", (_, _) -> Page.text(200, "Healthy.\n"))
                        .costing(Cost.FREE),
                    Route.of("/large", (_, _) -> Page.text(200, "x".repeat(LARGE))))),
            WebConfigFile.open(file, Duration.ofSeconds(2)),
            _ -> {});
    int port = server.address().getPort();
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(HALF_A_HELLO);
        stalled.add(socket);
      }
      for (int i = 0; i < 4; i++) {
        stalled.add(stopped(authority, port));
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(200, Client.trusting(authority).get(port, "/-/healthy").status());
      }
      String text = Client.trusting(authority).get(port, "/large").text();
      assertEquals(LARGE, text.length() - text.indexOf("\r\n\r\n") - 4);
    } finally {
      assertTimeoutPreemptively(Duration.ofSeconds(60), server::close);
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  private static Socket stopped(Pair authority, int port) throws Exception {
    SSLSocket socket =
        (SSLSocket) Client.trusting(authority).context().getSocketFactory().createSocket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
