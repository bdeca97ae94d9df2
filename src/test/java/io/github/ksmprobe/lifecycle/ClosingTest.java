package io.github.ksmprobe.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {

  @Test
  void what_never_closes_holds_up_nobody_and_what_throws_neither() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    Closing.sideBySide(
        Duration.ofMillis(200),
        () -> wait(never),
        () -> {
          throw new IllegalStateException("broken");
        },
        other::countDown);
    assertTrue(other.await(20, TimeUnit.SECONDS));
    never.countDown();
  }

  @Test
  void all_is_closed_when_it_returns() {
    AtomicBoolean closed = new AtomicBoolean();
    Closing.sideBySide(Duration.ofSeconds(20), () -> closed.set(true));
    assertEquals(true, closed.get());
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
