package io.github.ksmprobe.prober;

import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Scheme;
import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The event loop that all requests run on, and how a client on it is set up. */
final class Network {

  /** So long may a farewell to a TLS peer wait for a peer that no longer reads. */
  static final int FAREWELL_MILLIS = 50;

  /** Of each half of the end, which has to fit into what a container gets to stop. */
  static final int MOST_MILLIS_TO_END = 300;

  /** Read by Vert.x whenever one is made. */
  static final String JAVA_LOOKS_UP = "vertx.disableDnsResolver";

  private final ProbeTransport transport = new ProbeTransport();
  private final AtomicLong clients = new AtomicLong();
  private final Set<Scheme> rehearsed = EnumSet.noneOf(Scheme.class);
  private final Vertx vertx;
  private final Context context;
  // Only the event loop touches these two.
  private final Set<Exchange> exchanges = new HashSet<>();
  private boolean closing;

  Network() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    vertx = withItsOwnLookup(Vertx.builder().with(options).withTransport(transport.asTransport()));
    context = vertx.getOrCreateContext();
  }

  /**
   * While the Kubernetes client makes a Vert.x of its own, it makes Java look names up, on the
   * event loop, in every Vert.x of the process that is made meanwhile. Who else makes one holds the
   * lock on the properties, too.
   */
  private static Vertx withItsOwnLookup(VertxBuilder builder) {
    synchronized (System.getProperties()) {
      String forOthers = System.clearProperty(JAVA_LOOKS_UP);
      try {
        return builder.build();
      } finally {
        if (forOthers != null) {
          System.setProperty(JAVA_LOOKS_UP, forOthers);
        }
      }
    }
  }

  Vertx vertx() {
    return vertx;
  }

  ProbeTransport transport() {
    return transport;
  }

  /** A name that no other client has. */
  String nextName() {
    return "hop-" + clients.incrementAndGet();
  }

  EventLoop eventLoop() {
    return ((ContextInternal) context).nettyEventLoop();
  }

  /** Looks names up without waiting for them, as Netty by itself would, on the event loop. */
  AddressResolverGroup<InetSocketAddress> names() {
    return ((VertxInternal) vertx).nameResolver().nettyAddressResolverGroup();
  }

  /** Runs on the event loop, where everything but the waiting for answers happens. */
  void run(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  /** Whether it may ask; if so, it is given up when the network closes. */
  boolean admits(Exchange exchange) {
    return !closing && exchanges.add(exchange);
  }

  void forget(Exchange exchange) {
    exchanges.remove(exchange);
  }

  /**
   * First the connections, then the event loop that closes them; Vert.x ends both at once, and what
   * is left of the connections then finds no loop. A name being looked up does not hold it up.
   */
  void close() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try {
      run(
          () -> {
            closing = true;
            List.copyOf(exchanges).forEach(Exchange::giveUp);
            // After what closing the connections has left to do.
            vertx.setTimer(FAREWELL_MILLIS, _ -> ended.complete(null));
          });
    } catch (RejectedExecutionException closedBefore) {
      return;
    }
    awaitFor(MOST_MILLIS_TO_END, ended);
    awaitFor(MOST_MILLIS_TO_END, vertx.close().toCompletionStage().toCompletableFuture());
  }

  private static void awaitFor(int millis, CompletableFuture<Void> done) {
    done.orTimeout(millis, TimeUnit.MILLISECONDS).exceptionally(_ -> null).join();
  }

  /**
   * A client for one request, as the kubelet's transport is set up: no keep-alive, no proxy, no
   * decompression, any certificate; HTTP/2 only where a TLS server picks it.
   *
   * @param budget no phase may take longer; the deadline itself is the asker's
   */
  static HttpClientOptions options(
      ProbeRequest request, String name, Duration budget, Runnable certificateAsked) {
    int millis = Math.clamp(budget.toMillis(), 1, Integer.MAX_VALUE);
    HttpClientOptions options =
        new HttpClientOptions()
            .setMetricsName(name)
            // Vert.x keeps every client that it makes until it ends itself, closed or not; only a
            // shared one is let go with its last user, and a name of its own makes that the first.
            .setShared(true)
            .setName(name)
            .setKeepAlive(false)
            .setConnectTimeout(millis)
            .setDecompressionSupported(false);
    if (request.scheme() == Scheme.HTTP) {
      return options.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    return options
        .setSsl(true)
        .setSslHandshakeTimeout(millis)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        // The arithmetic of a handshake must not hold up the other requests' deadlines.
        .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
        .setUseAlpn(true)
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setInitialSettings(new Http2Settings().setPushEnabled(false))
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2")))
        .setTrustOptions(TrustOptions.wrap(new Unverified.Trust()))
        .setKeyCertOptions(KeyCertOptions.wrap(new Unverified.NoKey(certificateAsked)))
        .setVerifyHost(false)
        .setForceSni(isName(request.hostname()));
  }

  /**
   * Sends one request of that scheme to nobody else, the first time. Loading the classes that a
   * request needs takes a small machine as long as a short probe has altogether, and the first
   * round would report timeouts that are its own. Others that need it meanwhile wait.
   */
  synchronized void rehearse(Scheme scheme) {
    if (rehearsed.add(scheme)) {
      WarmUp.of(scheme, this);
    }
  }

  /** Whether it is a name and no address; TLS names the server by nothing else. */
  static boolean isName(String host) {
    return !host.isEmpty()
        && !NetUtil.isValidIpV4Address(host)
        && !NetUtil.isValidIpV6Address(host);
  }
}
