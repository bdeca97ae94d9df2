package io.github.ksmprobe.round;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several of each report, in order. One that fails keeps it from nobody else, and ends no
 * rounds: a timer silently drops a task that throws.
 *
 * @param all who is told
 */
record Sinks(List<ReportSink> all) implements ReportSink {

  private static final Logger log = LoggerFactory.getLogger(Sinks.class);

  Sinks {
    all = List.copyOf(all);
  }

  @Override
  public void accept(Report report) {
    for (ReportSink sink : all) {
      try {
        sink.accept(report);
      } catch (RuntimeException bug) {
        log.atError().setCause(bug).log("a report was not taken in");
      }
    }
  }
}
