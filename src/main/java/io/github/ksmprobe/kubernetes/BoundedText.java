package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes a body as it comes, as a whole or line by line, and gives up where it is longer than any
 * object: what claims to be an API server must not fill the memory.
 */
final class BoundedText implements AsyncBody.Consumer<List<ByteBuffer>> {

  /** More than any object that the API server stores (1.5 MiB). */
  static final int MOST_BYTES = 4 << 20;

  private final boolean byLine;
  private final Predicate<String> more;
  private ByteArrayOutputStream text = new ByteArrayOutputStream();
  private volatile boolean tooLong;
  private volatile boolean enough;

  private BoundedText(boolean byLine, Predicate<String> more) {
    this.byLine = byLine;
    this.more = more;
  }

  static BoundedText whole() {
    return new BoundedText(false, _ -> true);
  }

  /**
   * Hands on each line, without its end, on the thread of the connection.
   *
   * @param more takes a line, and says whether to go on
   */
  static BoundedText lines(Predicate<String> more) {
    return new BoundedText(true, more);
  }

  @Override
  public synchronized void consume(List<ByteBuffer> chunks, AsyncBody body) {
    for (ByteBuffer chunk : chunks) {
      while (chunk.hasRemaining() && !enough && !tooLong) {
        take(chunk.get());
      }
    }
    if (enough || tooLong) {
      body.cancel();
    } else {
      body.consume();
    }
  }

  synchronized String text() {
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Whether it was given up because it is too long. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether a line was the last that was wanted. */
  boolean hasEnough() {
    return enough;
  }

  private void take(byte one) {
    if (byLine && one == '\n') {
      String line = text();
      text = new ByteArrayOutputStream();
      enough = !line.isBlank() && !more.test(line);
    } else if (text.size() < MOST_BYTES) {
      text.write(one);
    } else {
      tooLong = true;
    }
  }
}
