package io.github.ksmprobe.demo;

import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What happens in the demo while somebody watches, each step once: after the last one everything
 * stays as it is.
 *
 * @param steps in the order of time
 */
public record DemoScript(List<Step> steps) {

  public DemoScript {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param after the start of the demo
   * @param words what happens
   * @param action makes it happen
   */
  public record Step(Duration after, String words, Action action) {}

  @FunctionalInterface
  public interface Action {
    void act() throws IOException;
  }

  /**
   * An upgrade that breaks a probe that passed by accident, and an API server that goes and comes.
   *
   * @param upgraded what takes the place of the first pod
   */
  public static DemoScript of(DemoPod upgrading, Workload upgraded, DemoPod dependent) {
    return new DemoScript(
        List.of(
            new Step(
                Duration.ofSeconds(20),
                upgrading.name() + " is upgraded from v2.13.0 to v2.14.0",
                () -> upgrading.replace(upgraded)),
            new Step(
                Duration.ofSeconds(30),
                "the API server of " + dependent.name() + " goes away",
                () -> dependent.apiServer(ApiServer.DOWN)),
            new Step(
                Duration.ofSeconds(50),
                "the API server of " + dependent.name() + " is back",
                () -> dependent.apiServer(ApiServer.UP))));
  }

  public void announce(PrintWriter out) {
    out.println();
    out.println("While you watch, each once:");
    steps.forEach(
        step -> out.println("  after " + step.after().toSeconds() + " s  " + step.words()));
  }

  /** Starts it; closing what is returned ends it, wherever it is. */
  public ScheduledExecutorService begin(PrintWriter err) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("story").daemon().unstarted(task));
    for (Step step : steps) {
      Future<?> _ =
          timer.schedule(() -> take(step, err), step.after().toMillis(), TimeUnit.MILLISECONDS);
    }
    return timer;
  }

  private static void take(Step step, PrintWriter err) {
    try {
      step.action().act();
    } catch (IOException taken) {
      err.println("The demo cannot continue (" + step.words() + "): " + taken.getMessage() + ".");
      err.flush();
    }
  }
}
