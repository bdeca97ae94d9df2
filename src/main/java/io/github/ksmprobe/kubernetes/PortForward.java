package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.round.Dialler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Tunnels into one pod, each for one connection, as kubectl port-forward digs them.
 *
 * @param client to the API server
 * @param pod the pod's URL there
 * @param patience for the API server to open one
 */
record PortForward(HttpClient client, String pod, Duration patience) implements Dialler {

  @Override
  public Line to(ProbeRequest request, Runnable opened) throws IOException {
    Tunnel tunnel = new Tunnel(request.port(), opened);
    CompletableFuture<WebSocket> dialling =
        Clients.givenUpAfter(
                patience,
                client
                    .newWebSocketBuilder()
                    .uri(URI.create(pod + "/portforward?ports=" + request.port()))
                    .subprotocol(Tunnel.PROTOCOL))
            .buildAsync(tunnel);
    Thread.ofVirtual().name("tunnel").start(() -> tunnel.dig(dialling));
    return tunnel;
  }
}
