package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {

  private static final Duration AT_ONCE = Duration.ofMillis(300);

  @Test
  void the_end_breaks_off_what_runs_beside_only_when_nobody_is_left_to_report_it()
      throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch brokenOff = new CountDownLatch(1);
    List<Boolean> seen = new CopyOnWriteArrayList<>();
    SystemScheduler scheduler = new SystemScheduler();
    scheduler.beside(
        () -> {
          both.countDown();
          untilInterrupted();
          brokenOff.countDown();
        });
    Future<?> _ =
        scheduler.after(
            Duration.ZERO,
            () -> {
              both.countDown();
              untilInterrupted();
              seen.add(Until.holds(AT_ONCE, () -> brokenOff.getCount() == 0));
            });
    assertTrue(both.await(60, TimeUnit.SECONDS));
    scheduler.close();
    assertTrue(brokenOff.await(60, TimeUnit.SECONDS));
    assertEquals(List.of(false), seen);
  }

  private static void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      // That is what it waited for.
    }
  }
}
