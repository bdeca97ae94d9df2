package io.github.ksmprobe.targets;

import io.github.ksmprobe.judgement.Target;
import java.time.Duration;
import java.util.List;

/** Where the pods to be asked come from: flags, a file, or the API server. */
@FunctionalInterface
public interface Targets {

  /** The pods as they are known now. Must neither throw nor wait for the network. */
  List<Target> current();

  /**
   * Waits until every way to know the pods was tried once, or has had that long to give an answer.
   * What is known at once need not be waited for.
   */
  default void awaitFirstLook(Duration longest) throws InterruptedException {}

  /** Whether anybody has said which pods there are: until then, none there is not none at all. */
  default boolean areListed() {
    return true;
  }

  /** Has it called each time better is known of the pods than before. */
  default void onBetter(Runnable listener) {}
}
