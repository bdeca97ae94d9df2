package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request to a socket of our own on loopback, for what it loads and not for its answer. An HTTPS
 * one meets a plain answer, which is as far as it gets without a certificate, and far enough.
 */
final class WarmUp {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  private WarmUp() {}

  static void of(Scheme scheme, Network network) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      Thread.ofVirtual().start(() -> answer(socket));
      Ask ask =
          new Ask(
              new Ask.Purpose.Signature(socket.getLocalPort()),
              RequestBuilder.plain(scheme, loopback.getHostAddress(), socket.getLocalPort(), "/"),
              LIMIT,
              Ask.Reading.AS_THE_KUBELET);
      CompletableFuture<Answer> done = new CompletableFuture<>();
      network.run(
          () ->
              new Exchange(network, ask, Optional.empty(), Optional.empty(), done::complete)
                  .start());
      done.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | TimeoutException | ExecutionException none) {
      // Then the first round is the rehearsal.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
    } catch (IOException over) {
      // Nobody waits for this.
    }
  }
}
