package io.github.ksmprobe.round;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, and one thread that keeps it. */
final class SystemScheduler implements Scheduler {

  private static final Logger log = LoggerFactory.getLogger(SystemScheduler.class);

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().name("rounds").daemon().unstarted(task));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  SystemScheduler() {
    // Or each change of the pace would keep the round that it put off.
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public Future<?> after(Duration delay, Runnable work) {
    try {
      return timer.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void beside(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException ended) {
      // Nothing begins after the end.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
        log.atDebug().log("a round was still under way at shutdown");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    // Not before: what they break off then could still be reported as what they found.
    threads.shutdownNow();
  }
}
