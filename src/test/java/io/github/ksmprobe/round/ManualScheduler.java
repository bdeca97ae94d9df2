package io.github.ksmprobe.round;

import io.github.ksmprobe.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Time that the test makes go on, and work that ends when it wants. */
final class ManualScheduler implements Scheduler {

  private record Waiting(long due, FutureTask<?> work) {}

  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<CountDownLatch> hanging = new CopyOnWriteArrayList<>();
  // Runs over the largest number soon: nobody may compare but by the difference.
  private final AtomicLong nanos =
      new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
  private boolean closed;

  /** How much work waits for room. */
  IntSupplier queueing = () -> 0;

  volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public Future<?> after(Duration delay, Runnable work) {
    FutureTask<?> task = new FutureTask<>(Executors.callable(work));
    if (!closed) {
      waiting.add(new Waiting(nanos.get() + delay.toNanos(), task));
    }
    return task;
  }

  /** Runs it to its end, or to where it hangs. */
  @Override
  public void beside(Runnable work) {
    threads.add(Thread.ofVirtual().start(work));
    settle();
  }

  /** Called by work that is to hang until {@link #end(int)}. */
  void hang() {
    CountDownLatch end = new CountDownLatch(1);
    hanging.add(end);
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many hang. */
  int hanging() {
    return hanging.size();
  }

  /** One of those that hang comes to its end; 0 is what began first. */
  void end(int which) {
    int before = threads.size();
    hanging.remove(which).countDown();
    Until.until(() -> alive() < before);
    settle();
    advance(Duration.ZERO);
  }

  private void settle() {
    Until.until(() -> alive() <= hanging.size() + queueing.getAsInt());
  }

  private int alive() {
    threads.removeIf(thread -> !thread.isAlive());
    return threads.size();
  }

  /** Does what is due now and within that time, in order. */
  void advance(Duration time) {
    long end = nanos.get() + time.toNanos();
    while (true) {
      Waiting next = null;
      for (Waiting one : waiting) {
        if (one.due() - end <= 0 && (next == null || one.due() - next.due() < 0)) {
          next = one;
        }
      }
      if (next == null) {
        break;
      }
      waiting.remove(next);
      if (next.due() - nanos.get() > 0) {
        pass(next.due() - nanos.get());
      }
      next.work().run();
    }
    pass(end - nanos.get());
  }

  /** Lets time pass in which nothing is done: the machine stood still. */
  void stall(Duration time) {
    pass(time.toNanos());
  }

  private void pass(long time) {
    nanos.addAndGet(time);
    wall = wall.plusNanos(time);
  }

  @Override
  public void close() {
    closed = true;
    waiting.clear();
    threads.forEach(Thread::interrupt);
  }
}
