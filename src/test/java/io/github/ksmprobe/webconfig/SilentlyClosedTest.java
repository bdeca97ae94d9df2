package io.github.ksmprobe.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.webconfig.Pki.Pair;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who ends a connection must not wait for a client that has stopped reading. */
class SilentlyClosedTest {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  @TempDir private Path folder = Path.of(".");
  private final ByteBuffer toServer = ByteBuffer.allocate(70_000);
  private final ByteBuffer toClient = ByteBuffer.allocate(70_000);
  private final ByteBuffer plain = ByteBuffer.allocate(70_000);

  private SSLContext server(Pair authority, Pki pki) {
    pki.server("server", authority);
    Path file =
        pki.write(
            "web.yml", "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n");
    return WebConfigFile.open(file, Duration.ZERO).tls().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void after_the_handshake_nothing_more_is_written(String version) throws SSLException {
    Pki pki = new Pki(folder);
    Pair authority = pki.authority("ca");
    SSLEngine server = server(authority, pki).createSSLEngine("x", 1);
    SSLEngine client = Client.trusting(authority).context().createSSLEngine();
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {version});
    for (int i = 0; i < 20; i++) {
      step(client, toServer, toClient);
      step(server, toClient, toServer);
    }
    assertEquals(HandshakeStatus.NOT_HANDSHAKING, server.getHandshakeStatus());
    assertEquals(version, server.getSession().getProtocol());
    server.closeOutbound();
    SSLEngineResult closed = server.wrap(NOTHING, ByteBuffer.allocate(70_000));
    assertEquals(SSLEngineResult.Status.CLOSED, closed.getStatus());
    assertEquals(0, closed.bytesProduced());
  }

  @Test
  void within_the_handshake_a_client_is_told_why() throws SSLException {
    Pki pki = new Pki(folder);
    SSLEngine server = server(pki.authority("ca"), pki).createSSLEngine("x", 1);
    ByteBuffer garbage =
        ByteBuffer.wrap(
            "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThrows(SSLException.class, () -> server.unwrap(garbage, plain));
    server.closeOutbound();
    assertTrue(server.wrap(NOTHING, ByteBuffer.allocate(70_000)).bytesProduced() > 0);
  }

  /** Reads what has come, does what is to be done, and writes what there is to say. */
  private void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    in.flip();
    while (in.hasRemaining() && engine.unwrap(in, plain.clear()).bytesConsumed() > 0) {
      runTasks(engine);
    }
    in.compact();
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        || engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK
        || !engine.getSession().isValid()) {
      runTasks(engine);
      if (engine.wrap(NOTHING, out).bytesProduced() == 0) {
        return;
      }
    }
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
