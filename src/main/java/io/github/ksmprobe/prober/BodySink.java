package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first bytes of a body and counts the rest; never full, so nothing piles up before it.
 */
final class BodySink implements WriteStream<Buffer> {

  private final Runnable enough;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Reading reading = new Reading(0, true);
  private long count;
  private long breaksAt = -1;

  /**
   * A sink for one body.
   *
   * @param enough called once as much has come as was wanted
   */
  BodySink(Runnable enough) {
    this.enough = enough;
  }

  /** How much to read; to be said before the first byte comes. */
  void want(Reading wanted) {
    reading = wanted;
  }

  /**
   * The body is known to break there. Go looks a little ahead: a body that breaks exactly where the
   * kubelet stops reading still breaks.
   */
  void breaksAt(long bytes) {
    breaksAt = bytes;
  }

  boolean isEnough() {
    return !reading.toTheEnd() && count >= reading.keep() && breaksAt != reading.keep();
  }

  Body body(Body.End end) {
    long read = reading.toTheEnd() ? count : Math.min(count, reading.keep());
    return new Body(kept.toString(StandardCharsets.UTF_8), read, end);
  }

  @Override
  public Future<Void> write(Buffer data) {
    count += data.length();
    int missing = Math.min(data.length(), reading.keep() - kept.size());
    kept.writeBytes(data.getBytes(0, missing));
    if (isEnough()) {
      enough.run();
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    return Future.succeededFuture();
  }

  @Override
  public BodySink exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public BodySink setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public BodySink drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
