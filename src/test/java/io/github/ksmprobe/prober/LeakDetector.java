package io.github.ksmprobe.prober;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Netty's leak detector, which keeps what it found for the tests to fail of instead of logging it.
 * Netty makes it by its name, from a system property that the build sets.
 *
 * @param <T> what is tracked
 */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean USED = new AtomicBoolean();

  /** For Netty. */
  public LeakDetector(Class<?> resourceType, int samplingInterval) {
    super(resourceType, samplingInterval);
  }

  /** Netty looks for this one first, and complains where there is none. */
  public LeakDetector(Class<?> resourceType, int samplingInterval, long unused) {
    this(resourceType, samplingInterval);
  }

  /** Whether anything was tracked since the last time this was asked. */
  static boolean wasUsed() {
    return USED.getAndSet(false);
  }

  /** What was found since the last time this was asked. */
  static List<String> found() {
    List<String> found = new ArrayList<>();
    for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
      found.add(next);
    }
    return found;
  }

  @Override
  protected Object getInitialHint(String resourceType) {
    USED.set(true);
    return Thread.currentThread().getName();
  }

  @Override
  protected boolean needReport() {
    return true; // whatever the log's level is
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    // Only the mock of an API server is watched by web socket, and Vert.x loses what is unread
    // then.
    if (!records.contains("codec.http.websocketx.")) {
      FOUND.add(resourceType + " was collected without being released" + records);
    }
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    FOUND.add(resourceType + " was collected without being released");
  }
}
