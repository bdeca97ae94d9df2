package io.github.ksmprobe;

import io.github.ksmprobe.round.ApiUse;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.round.Targets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pods to look at, where the way to find them can change while the rounds go on. */
final class Watching implements Targets, ApiUse, AutoCloseable {

  /** What other pods may take to be known before the rounds turn to them all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<Call, Long> retired = new HashMap<>();
  private volatile Watched now;
  private volatile Runnable onBetter = () -> {};

  Watching(Watched first) {
    this.now = first;
  }

  /**
   * Looks at other pods from now on. Waits for them first: to look at nothing in between would
   * write a change into every history.
   */
  void change(Watched next) {
    try {
      next.targets().awaitFirstLook(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Watched before = swap(next);
    next.targets().onBetter(onBetter);
    before.close();
    onBetter.run();
  }

  private synchronized Watched swap(Watched next) {
    Watched before = now;
    before
        .api()
        .ifPresent(
            api ->
                api.counts()
                    .requests()
                    .forEach((call, count) -> retired.merge(call, count, Long::sum)));
    now = next;
    return before;
  }

  @Override
  public List<Target> current() {
    return now.targets().current();
  }

  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    now.targets().awaitFirstLook(longest);
  }

  @Override
  public boolean areListed() {
    return now.targets().areListed();
  }

  @Override
  public void onBetter(Runnable listener) {
    onBetter = listener;
    now.targets().onBetter(listener);
  }

  /** Of the one that is asked now, on top of those that were asked before: counters never fall. */
  @Override
  public synchronized Counts counts() {
    Counts current = now.api().map(ApiUse::counts).orElse(Counts.NONE);
    Map<Call, Long> all = new HashMap<>(retired);
    current.requests().forEach((call, count) -> all.merge(call, count, Long::sum));
    return new Counts(current.up(), all);
  }

  @Override
  public void close() {
    now.close();
  }
}
