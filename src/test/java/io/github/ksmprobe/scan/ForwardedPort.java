package io.github.ksmprobe.scan;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;

/**
 * The far end of a port-forward, as containerd serves it behind the kubelet: v4.channel.k8s.io.
 *
 * @param loopback of the pod
 */
record ForwardedPort(Vertx vertx, String loopback, int port) {

  void serve(HttpServerRequest request) {
    request.pause();
    var _ =
        request
            .toWebSocket()
            .onSuccess(
                web -> {
                  send(web, 0, Buffer.buffer().appendUnsignedShortLE(port));
                  send(web, 1, Buffer.buffer().appendUnsignedShortLE(port));
                  web.pause();
                  var _ =
                      vertx
                          .createNetClient()
                          .connect(port, loopback)
                          .onSuccess(socket -> join(web, socket))
                          .onFailure(refused -> end(web, refused));
                });
  }

  /** A connection that stands, and on which nothing ever comes. */
  void hang(HttpServerRequest request) {
    var _ =
        request
            .toWebSocket()
            .onSuccess(web -> send(web, 0, Buffer.buffer().appendUnsignedShortLE(port)));
  }

  private void join(ServerWebSocket web, NetSocket socket) {
    socket.handler(data -> send(web, 0, data));
    socket.closeHandler(_ -> close(web));
    web.handler(
        message -> {
          var _ = socket.write(message.slice(1, message.length()));
        });
    web.closeHandler(
        _ -> {
          var _ = socket.close();
        });
    web.resume();
  }

  private void end(ServerWebSocket web, Throwable refused) {
    String words =
        "error forwarding port %d to pod 0, uid : failed to connect to localhost:%d: dial tcp4 127.0.0.1:%d: connect: connection refused (%s)"
            .formatted(port, port, port, refused.getClass().getSimpleName());
    send(web, 1, Buffer.buffer(words));
    close(web);
  }

  private static void send(ServerWebSocket web, int channel, Buffer data) {
    var _ = web.writeBinaryMessage(Buffer.buffer().appendByte((byte) channel).appendBuffer(data));
  }

  private static void close(ServerWebSocket web) {
    if (!web.isClosed()) {
      var _ = web.close();
    }
  }
}
