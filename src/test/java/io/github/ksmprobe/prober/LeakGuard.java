package io.github.ksmprobe.prober;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which the collector found a buffer of Netty's that nobody had released.
 * JUnit finds it by itself, so it guards every class; one that used no such buffer costs nothing.
 */
public final class LeakGuard implements AfterAllCallback {

  @Override
  public void afterAll(ExtensionContext context) {
    if (LeakDetector.wasUsed()) {
      List<String> leaks = leaks();
      if (!leaks.isEmpty()) {
        throw new AssertionError(leaks.size() + " leaks, the first: " + leaks.getFirst());
      }
    }
  }

  /** The buffers that became garbage until now without being released. */
  static List<String> leaks() {
    // The second collection is over only after all that the first found has been handed over.
    collect();
    collect();
    // What was found is reported when the next one is tracked.
    ByteBuf next = UnpooledByteBufAllocator.DEFAULT.directBuffer(1);
    next.release();
    return LeakDetector.found();
  }

  private static void collect() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
    while (!garbage.refersTo(null) || collected.poll() == null) {
      System.gc();
      Thread.onSpinWait();
    }
  }
}
