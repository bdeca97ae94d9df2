package io.github.ksmprobe.prober;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.transport.Transport;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hands over each connection before it is dialled. Vert.x shows a connection once it is usable, so
 * that a deadline which ends while it connects or shakes hands would leave it open behind.
 *
 * <p>Vert.x has no such hook. Its transport is the one place that sees both the options of a client
 * and the channel made for it; the otherwise unused metrics name of the options carries the key.
 */
final class ProbeTransport extends NioTransport {

  private static final AttributeKey<Consumer<Channel>> OWNER =
      AttributeKey.valueOf(ProbeTransport.class, "owner");

  private final Map<String, Consumer<Channel>> owners = new ConcurrentHashMap<>();

  /** In the form that the builder of Vert.x takes. */
  Transport asTransport() {
    return new TransportInternal("nio", true, null, this);
  }

  /** Channels of a client with that metrics name go to the owner until {@link #forget}. */
  void own(String name, Consumer<Channel> owner) {
    owners.put(name, owner);
  }

  void forget(String name) {
    owners.remove(name);
  }

  @Override
  public void configure(
      ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
    super.configure(options, connectTimeout, domainSocket, bootstrap);
    // A client without an owner is one whose time was up before it dialled.
    bootstrap.attr(OWNER, owners.getOrDefault(options.getMetricsName(), ProbeTransport::drop));
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return OwnedChannel::new;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to be done
  static void drop(Channel channel) {
    channel.close();
  }

  private static final class OwnedChannel extends NioSocketChannel {
    /**
     * With an end for what fails where no handler is yet, or none any more: no news to be logged.
     */
    @Override
    protected DefaultChannelPipeline newChannelPipeline() {
      return new DefaultChannelPipeline(this) {
        @Override
        protected void onUnhandledInboundException(Throwable cause) {
          ReferenceCountUtil.release(cause);
          drop(channel());
        }
      };
    }

    @Override
    protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
      attr(OWNER).get().accept(this);
      return super.doConnect(remote, local);
    }
  }
}
