package io.github.ksmprobe.prober;

import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Scheme;
import io.netty.util.NetUtil;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The event loop that all requests run on, and how a client on it is set up. */
final class Network {

  private final ProbeTransport transport = new ProbeTransport();
  private final AtomicLong clients = new AtomicLong();
  private final Set<Scheme> rehearsed = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final Context context;

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
    vertx = Vertx.builder().with(options).withTransport(transport.asTransport()).build();
    context = vertx.getOrCreateContext();
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

  /** Runs on the event loop, where everything but the waiting for answers happens. */
  void run(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  void close() {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(_ -> null)
        .join();
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
   * round would report timeouts that are its own.
   */
  void rehearse(Scheme scheme) {
    if (rehearsed.add(scheme)) {
      Rehearsal.of(scheme, this);
    }
  }

  /** TLS names the server by its host name, never by an address. */
  private static boolean isName(String host) {
    return !host.isEmpty()
        && !NetUtil.isValidIpV4Address(host)
        && !NetUtil.isValidIpV6Address(host);
  }
}
