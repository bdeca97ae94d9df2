package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.golang.Printable;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Scheme;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request on one new connection, without redirects and without a deadline of its own. It tells
 * its owner the head once it is there, then how the body ended, or that no head came; nothing more
 * after {@link #close}. Confined to the event loop.
 *
 * <p>Two hooks that Vert.x keeps internal are used, for want of public ones: an interceptor sees a
 * head before its body (the web client's own result is lost with a broken body), and the pipeline
 * of a fresh connection takes {@link GoHttpCodec} in the place of Netty's codec.
 */
final class Hop implements GoHttpCodec.Listener {

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /** Characters of headers that are kept; a peer may send a mebibyte of them to each request. */
  private static final int MOST_KEPT = 16 * 1024;

  interface Owner {
    void dialled();

    /** How to read the body; empty where the owner has no more use for this hop. */
    Optional<Reading> headCame(Head head);

    /** The body is read as far as was wanted, or broke. */
    void bodyEnded(Body body);

    void failed(Cause cause, String detail);
  }

  /**
   * Status and headers of an answer.
   *
   * @param statusCode as sent
   * @param headers for a person, values read as UTF-8
   * @param location the first Location, one char per byte
   * @param length of the body as declared; empty where it is not
   */
  record Head(int statusCode, Headers headers, Optional<String> location, OptionalLong length) {}

  private final Network network;
  private final ProbeRequest request;
  private final Optional<InetSocketAddress> instead;
  private final Owner owner;
  private final String name;
  private final BodySink sink = new BodySink(this::bodySuffices);
  private @Nullable HttpClient client;
  private @Nullable Channel channel;
  private boolean headSeen;
  private boolean over;
  private volatile boolean certificateAsked;

  /**
   * A hop.
   *
   * @param instead where to dial, where that is not the address of the request
   */
  Hop(Network network, ProbeRequest request, Optional<InetSocketAddress> instead, Owner owner) {
    this.network = network;
    this.request = request;
    this.instead = instead;
    this.owner = owner;
    this.name = network.nextName();
  }

  /**
   * Dials and asks.
   *
   * @param budget what is left for the whole request
   */
  void start(Duration budget) {
    network.transport().own(name, this::opened);
    HttpClient made =
        network
            .vertx()
            .httpClientBuilder()
            .with(Network.options(request, name, budget, () -> certificateAsked = true))
            .withConnectHandler(this::connected)
            .build();
    client = made;
    WebClient web =
        WebClient.wrap(
            made, new WebClientOptions().setUserAgentEnabled(false).setFollowRedirects(false));
    ((WebClientInternal) web).addInterceptor(this::phase);
    webRequest(web).send().onComplete(this::webAnswered, this::webFailed);
  }

  /**
   * The request as the web client takes it. On HTTP/1 the codec writes the kubelet's own bytes
   * instead; on HTTP/2, which only TLS leads to, these headers are what is sent.
   */
  private HttpRequest<Void> webRequest(WebClient web) {
    RequestOptions options =
        new RequestOptions()
            .setHost(request.hostname().isEmpty() ? "127.0.0.1" : request.hostname())
            .setPort(request.port())
            .setSsl(request.scheme() == Scheme.HTTPS)
            .setURI(request.target().replace(' ', '+'));
    instead.map(SocketAddress::inetSocketAddress).ifPresent(options::setServer);
    HttpRequest<Void> made = web.request(HttpMethod.GET, options).as(BodyCodec.pipe(sink));
    if (request.scheme() == Scheme.HTTPS) {
      for (Header header : Http2Rules.headers(request)) {
        made.headers().add(header.name(), header.value());
      }
    }
    return made;
  }

  /** Ends everything: no callback comes after, no connection stays. */
  void close() {
    over = true;
    network.transport().forget(name);
    if (channel != null) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      if (tls != null) {
        tls.setCloseNotifyFlushTimeoutMillis(Network.FAREWELL_MILLIS);
      }
      ProbeTransport.drop(channel);
    }
    if (client != null) {
      client.close();
      // Vert.x forgets a client when it is unreachable, not when it is closed; the client knows
      // this hop by its handlers, so one that the hop knows as well would stay forever.
      client = null;
    }
  }

  /** What has been read of the body. */
  Body body(Body.End end) {
    return sink.body(end);
  }

  private void opened(Channel dialling) {
    if (over) {
      ProbeTransport.drop(dialling);
    } else {
      channel = dialling;
      owner.dialled();
    }
  }

  private void connected(HttpConnection connection) {
    ChannelPipeline pipeline =
        ((HttpClientConnectionInternal) connection).channelHandlerContext().pipeline();
    if (pipeline.get("codec") != null) {
      pipeline.replace("codec", "codec", new GoHttpCodec(request.head(), this));
    } else {
      Http2Rules.refusal(request).ifPresent(why -> headFailed(Cause.UNSENDABLE, why));
    }
  }

  private void phase(HttpContext<?> context) {
    switch (context.phase()) {
      case SEND_REQUEST -> {
        if (context.clientRequest().version() == HttpVersion.HTTP_2) {
          Header host = request.wireHeaders().getFirst();
          context.clientRequest().setURI(request.target());
          context.clientRequest().authority(HostAndPort.parseAuthority(host.value(), -1));
        }
        context.next();
      }
      case RECEIVE_RESPONSE -> {
        if (headCame(context.clientResponse())) {
          context.next();
        } else {
          // Nobody reads on; that the connection closes now is no news to be logged.
          context.clientResponse().exceptionHandler(_ -> {});
        }
      }
      case PREPARE_REQUEST, CREATE_REQUEST, FOLLOW_REDIRECT, DISPATCH_RESPONSE, FAILURE ->
          context.next();
    }
  }

  private boolean headCame(HttpClientResponse response) {
    if (over) {
      return false;
    }
    headSeen = true;
    Optional<Reading> wanted = owner.headCame(head(response));
    wanted.ifPresent(sink::want);
    if (wanted.isPresent() && sink.isEnough()) {
      bodySuffices();
    }
    return wanted.isPresent() && !over;
  }

  private static Head head(HttpClientResponse response) {
    MultiMap headers = response.headers();
    List<Headers.Line> lines = new ArrayList<>();
    int kept = 0;
    for (Map.Entry<String, String> entry : headers.entries()) {
      kept += entry.getKey().length() + entry.getValue().length();
      if (kept <= MOST_KEPT) {
        lines.add(new Headers.Line(entry.getKey(), Printable.of(entry.getValue())));
      }
    }
    String length = headers.get("Content-Length");
    boolean known = length != null && LENGTH.matcher(length).matches();
    return new Head(
        response.statusCode(),
        new Headers(lines),
        Optional.ofNullable(headers.get("Location")),
        known ? OptionalLong.of(Long.parseLong(length)) : OptionalLong.empty());
  }

  private void bodySuffices() {
    bodyEnded(Body.End.CAPPED);
  }

  @Override
  public void bodyBreaksAt(long decoded) {
    sink.breaksAt(decoded);
  }

  @Override
  public void bodyBroke() {
    bodyEnded(Body.End.CUT);
  }

  private void bodyEnded(Body.End end) {
    if (!over) {
      close();
      owner.bodyEnded(sink.body(end));
    }
  }

  @Override
  public void headFailed(Cause cause, String detail) {
    if (!over) {
      close();
      // A peer that asked for a certificate and then hangs up says so in the alert at best.
      boolean hungUp = cause == Cause.TLS || cause == Cause.RESET || cause == Cause.CLOSED;
      owner.failed(certificateAsked && hungUp ? Cause.CERTIFICATE_REQUIRED : cause, detail);
    }
  }

  private void webAnswered(HttpResponse<Void> response) {
    bodyEnded(Body.End.COMPLETE);
  }

  private void webFailed(Throwable thrown) {
    if (headSeen) {
      bodyBroke();
    } else {
      FailureCause failure = FailureCause.of(thrown);
      headFailed(failure.cause(), failure.detail());
    }
  }
}
