package io.github.ksmprobe.pages;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A program whose configuration is one line.
 *
 * @param outcome of each reload
 */
public record StubLifecycle(Supplier<Outcome> outcome) implements LifecycleApi {

  @Override
  public Duration longestRound() {
    return Duration.ofSeconds(10);
  }

  @Override
  public String config() {
    return "interval: 15s # default\n";
  }

  @Override
  public Outcome reload() {
    return outcome.get();
  }
}
