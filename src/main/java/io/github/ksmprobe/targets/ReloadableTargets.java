package io.github.ksmprobe.targets;

import io.github.ksmprobe.judgement.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pods to look at, where the way to find them can change while the rounds go on. */
public final class ReloadableTargets implements Targets, ApiUse, AutoCloseable {

  /** What other pods may take to be known before the rounds turn to them anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<Call, Long> retired = new HashMap<>();
  private volatile TargetSource now;
  private volatile Runnable onBetter = () -> {};

  public ReloadableTargets(TargetSource first) {
    this.now = first;
  }

  /**
   * Looks at other pods from now on. Waits for them first: to look at nothing in between would
   * write a change into every history.
   */
  public void change(TargetSource next) {
    try {
      next.awaitFirstLook(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    TargetSource before = swap(next);
    next.onBetter(onBetter);
    before.close();
    onBetter.run();
  }

  private synchronized TargetSource swap(TargetSource next) {
    TargetSource before = now;
    before
        .apiUse()
        .counts()
        .requests()
        .forEach((call, count) -> retired.merge(call, count, Long::sum));
    now = next;
    return before;
  }

  @Override
  public List<Target> current() {
    return now.current();
  }

  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    now.awaitFirstLook(longest);
  }

  @Override
  public boolean areListed() {
    return now.areListed();
  }

  @Override
  public void onBetter(Runnable listener) {
    onBetter = listener;
    now.onBetter(listener);
  }

  /** Of the one that is asked now, on top of those that were asked before: counters never fall. */
  @Override
  public synchronized Counts counts() {
    Counts current = now.apiUse().counts();
    Map<Call, Long> all = new HashMap<>(retired);
    current.requests().forEach((call, count) -> all.merge(call, count, Long::sum));
    return new Counts(current.up(), all);
  }

  @Override
  public void close() {
    now.close();
  }
}
