package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void a_round_that_the_end_breaks_off_is_not_reported_as_one_without_pods() throws Exception {
    List<Report> reports = new CopyOnWriteArrayList<>();
    CountDownLatch asked = new CountDownLatch(1);
    Prober hanging =
        plan -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return Pods.SILENT.answers(plan);
        };
    Rounds rounds =
        new Rounds(
            () -> List.of(Pods.target("ksm")),
            Pods.round(hanging),
            Duration.ofSeconds(15),
            Clock.systemUTC(),
            List.of(reports::add));
    rounds.start();
    assertTrue(asked.await(60, TimeUnit.SECONDS));
    // Waits for the thread of the rounds.
    rounds.close();
    assertEquals(List.of(), reports);
  }
}
