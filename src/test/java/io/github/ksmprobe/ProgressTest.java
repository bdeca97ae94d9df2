package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgressTest {

  private final StringWriter terminal = new StringWriter();
  private final PrintWriter err = new PrintWriter(terminal);

  @Test
  void who_waits_is_told_how_far_it_is_and_nothing_of_it_stays() {
    try (Progress progress = new Progress(3, true, err)) {
      progress.oneMore();
      Until.until(() -> terminal.toString().contains("\rasked 1 of 3 pods"));
      progress.oneMore();
      Until.until(() -> terminal.toString().contains("\rasked 2 of 3 pods"));
    }
    String last = terminal.toString();
    assertTrue(last.endsWith("\r" + " ".repeat(40) + "\r"), last);
  }

  @Test
  void what_ends_at_once_tells_nothing() {
    new Progress(3, true, err).close();
    assertEquals("", terminal.toString());
  }

  @Test
  void where_nobody_waits_nothing_is_told() {
    try (Progress progress = new Progress(1, false, err)) {
      progress.oneMore();
    }
    assertEquals("", terminal.toString());
  }
}
