package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.golang.HeadReader;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.golang.ResponseHead;
import io.github.ksmprobe.golang.ResponseHead.Framing;
import io.github.ksmprobe.golang.ResponseHead.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * HTTP/1 on one connection as Go's client speaks and understands it. It takes the place of Netty's
 * codec under Vert.x, because the codec decides what this product is about: it refuses a blank in a
 * query that the kubelet sends, adds and orders headers its own way, and accepts or refuses other
 * answers than Go does.
 *
 * <p>Out: the request head exactly as the kubelet writes it. In: interim answers are skipped, then
 * one head and its decoded body go up to Vert.x as Netty's own objects.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports through the promise or the pipeline
final class GoHttpCodec extends ChannelDuplexHandler {

  /**
   * Bytes of all heads together. Go allows 10 MiB; with many connections at once that is more
   * memory than a sidecar has, and no probed server sends more than a few kilobytes.
   */
  static final int LONGEST_HEAD = 1 << 20;

  /** What the codec tells besides the objects it sends up. */
  interface Listener {
    /** No head came, or none that Go would take. */
    void headFailed(Cause cause, String detail);

    /** After so many decoded bytes the body turns out to be broken; they are yet to be sent up. */
    void bodyBreaksAt(long decoded);

    /** The body is broken; all that came before has been sent up. */
    void bodyBroke();
  }

  private final String requestHead;
  private final Listener listener;
  private final ChunkReader chunks = new ChunkReader();
  private final ByteBuf received = Unpooled.buffer();
  private HeadReader head = new HeadReader();
  private Framing framing = new Framing.Length(0);
  private boolean inBody;
  private boolean over;
  private long headBytes;
  private int searched;
  private long decoded;

  GoHttpCodec(String requestHead, Listener listener) {
    this.requestHead = requestHead;
    this.listener = listener;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ReferenceCountUtil.release(message);
    ByteBuf bytes =
        message instanceof HttpRequest
            ? Unpooled.copiedBuffer(requestHead, StandardCharsets.ISO_8859_1)
            : Unpooled.EMPTY_BUFFER;
    ctx.write(bytes, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!over) {
        received.discardReadBytes();
        received.writeBytes(bytes);
        proceed(ctx);
      }
    } finally {
      bytes.release();
    }
  }

  private void proceed(ChannelHandlerContext ctx) {
    while (!over && !inBody) {
      int feed =
          received.indexOf(received.readerIndex() + searched, received.writerIndex(), (byte) '\n');
      int length = feed < 0 ? received.readableBytes() : feed + 1 - received.readerIndex();
      if (headBytes + length > LONGEST_HEAD) {
        fail(Cause.MALFORMED, "server response headers exceeded " + LONGEST_HEAD + " bytes");
        return;
      }
      if (feed < 0) {
        searched = length;
        return;
      }
      searched = 0;
      headBytes += length;
      String line = received.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
      headLine(ctx, line.substring(0, line.length() - (line.endsWith("\r\n") ? 2 : 1)));
    }
    if (!over) {
      body(ctx);
    }
  }

  private void headLine(ChannelHandlerContext ctx, String line) {
    switch (head.line(line)) {
      case Progress.More _ -> {}
      case Progress.Malformed(String detail) -> fail(Cause.MALFORMED, detail);
      case Progress.Complete(ResponseHead complete) when complete.isInterim() ->
          head = new HeadReader();
      case Progress.Complete(ResponseHead complete) -> {
        inBody = true;
        framing = complete.framing();
        ctx.fireChannelRead(response(complete));
      }
    }
  }

  private static HttpResponse response(ResponseHead head) {
    HttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1,
            new HttpResponseStatus(head.statusCode(), ""),
            DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    HttpHeaders headers = response.headers();
    for (Headers.Line line : head.headers().lines()) {
      headers.add(line.name(), line.value());
    }
    return response;
  }

  private void body(ChannelHandlerContext ctx) {
    switch (framing) {
      case Framing.Length(long length) -> {
        content(ctx, taken((int) Math.min(length - decoded, received.readableBytes())));
        if (decoded == length) {
          end(ctx);
        }
      }
      case Framing.UntilClose _ -> content(ctx, taken(received.readableBytes()));
      case Framing.Chunked _ -> chunked(ctx);
    }
  }

  private ByteBuf taken(int length) {
    return onHeap(length).writeBytes(received, length);
  }

  /**
   * For what goes up to Vert.x, which takes a buffer that is in no pool for one of its own and
   * leaves it to the collector, whether it is read, still waiting or too late. Outside the heap,
   * where {@link ByteBuf#readBytes(int)} would put it, nothing would ever free it.
   */
  private static ByteBuf onHeap(int capacity) {
    return Unpooled.buffer(capacity);
  }

  private void chunked(ChannelHandlerContext ctx) {
    ByteBuf out = onHeap(received.readableBytes());
    ChunkReader.Step step = chunks.read(received, out);
    if (step == ChunkReader.Step.BROKEN) {
      listener.bodyBreaksAt(decoded + out.readableBytes());
    }
    content(ctx, out);
    switch (step) {
      case STARVED -> {}
      case END -> end(ctx);
      case BROKEN -> broken();
    }
  }

  private void content(ChannelHandlerContext ctx, ByteBuf bytes) {
    decoded += bytes.readableBytes();
    if (bytes.isReadable() && !over) {
      ctx.fireChannelRead(new DefaultHttpContent(bytes));
    } else {
      bytes.release();
    }
  }

  private void end(ChannelHandlerContext ctx) {
    if (!over) {
      over = true;
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void broken() {
    if (!over) {
      over = true;
      listener.bodyBroke();
    }
  }

  private void fail(Cause cause, String detail) {
    over = true;
    listener.headFailed(cause, detail);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed(ctx);
    ctx.fireChannelInactive();
  }

  private void closed(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    if (inBody) {
      if (framing instanceof Framing.UntilClose) {
        end(ctx);
      } else {
        broken();
      }
      return;
    }
    // Go takes what stands before the end for a line, so half a status line is malformed.
    if (received.isReadable()) {
      headLine(ctx, received.toString(StandardCharsets.ISO_8859_1));
    }
    if (!over) {
      boolean nothing = headBytes == 0 && !received.isReadable();
      fail(Cause.CLOSED, nothing ? "EOF" : "unexpected EOF");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!over && inBody) {
      broken();
    } else if (!over) {
      over = true;
      FailureCause failure = FailureCause.of(cause);
      listener.headFailed(failure.cause(), failure.detail());
    }
    ctx.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    over = true;
    received.release();
  }
}
