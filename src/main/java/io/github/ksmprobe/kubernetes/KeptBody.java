package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.github.ksmprobe.evidence.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps the first bytes of a body, and ends it there, as the kubelet does. */
final class KeptBody implements AsyncBody.Consumer<List<ByteBuffer>> {

  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean enough;

  KeptBody(int most) {
    this.most = most;
  }

  @Override
  public synchronized void consume(List<ByteBuffer> chunks, AsyncBody body) {
    for (ByteBuffer chunk : chunks) {
      while (chunk.hasRemaining() && kept.size() < most) {
        kept.write(chunk.get());
      }
      enough |= chunk.hasRemaining();
    }
    if (enough) {
      body.cancel();
    } else {
      body.consume();
    }
  }

  /**
   * What came.
   *
   * @param broken whether the connection ended before the body did
   */
  synchronized Body body(boolean broken) {
    Body.End end = enough ? Body.End.CAPPED : broken ? Body.End.CUT : Body.End.COMPLETE;
    return new Body(kept.toString(StandardCharsets.UTF_8), kept.size(), end);
  }
}
