package io.github.ksmprobe.prober;

import io.github.ksmprobe.kubelet.TcpDial;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is closed as soon as it stands, as a tcpSocket probe makes it: no byte is sent,
 * and none is read. Without a deadline of its own, and silent after {@link #close}. Confined to the
 * event loop.
 *
 * <p>Netty alone does it, since a client of Vert.x is there for what comes after the connection.
 */
final class Connect {

  interface Owner {
    void connected();

    void failed(FailureCause failure);
  }

  private static final int NEVER = 0;

  private final Network network;
  private final TcpDial dial;
  private final Owner owner;
  private @Nullable Channel channel;
  private boolean over;

  Connect(Network network, TcpDial dial, Owner owner) {
    this.network = network;
    this.dial = dial;
    this.owner = owner;
  }

  void start() {
    ChannelFuture dialling =
        new Bootstrap()
            .group(network.eventLoop())
            .channel(NioSocketChannel.class)
            .resolver(network.names())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, NEVER)
            .option(ChannelOption.AUTO_READ, false)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(dial.hostname(), dial.port());
    channel = dialling.channel();
    dialling.addListener(
        done -> {
          if (over) {
            return;
          }
          close();
          if (done.isSuccess()) {
            owner.connected();
          } else {
            owner.failed(FailureCause.of(done.cause()));
          }
        });
  }

  /** Ends it: no callback comes after, no connection stays. */
  void close() {
    over = true;
    if (channel != null) {
      ProbeTransport.drop(channel);
    }
  }
}
