package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinksTest {

  private static final Report REPORT =
      new Report(List.of(), Instant.EPOCH, Duration.ZERO, Duration.ofSeconds(15));

  @Test
  void one_that_fails_keeps_the_report_from_nobody_else() {
    List<Report> taken = new ArrayList<>();
    ReportSink broken =
        _ -> {
          throw new IllegalStateException("broken");
        };
    new Sinks(List.of(taken::add, broken, taken::add)).accept(REPORT);
    assertEquals(List.of(REPORT, REPORT), taken);
  }
}
