package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Backoff.SHORTEST, new Random(1));

  @Test
  void pauses_double_from_half_a_minute_to_five() {
    List<Long> seconds = List.of(30L, 60L, 120L, 240L, 300L, 300L);
    for (long least : seconds) {
      Duration pause = backoff.next();
      assertTrue(pause.compareTo(Duration.ofSeconds(least)) >= 0, least + ": " + pause);
      assertTrue(pause.compareTo(Duration.ofSeconds(least * 5 / 4)) <= 0, least + ": " + pause);
    }
  }

  @Test
  void chance_makes_them_different_but_never_shorter() {
    List<Duration> pauses = Stream.generate(backoff::steady).limit(50).toList();
    assertEquals(50, pauses.stream().distinct().count());
    assertTrue(pauses.stream().allMatch(backoff::isLong));
  }

  @Test
  void after_success_it_begins_anew() {
    for (int i = 0; i < 4; i++) {
      assertTrue(backoff.next().isPositive());
    }
    backoff.reset();
    assertTrue(backoff.next().compareTo(Duration.ofSeconds(38)) < 0);
  }
}
