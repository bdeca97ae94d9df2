package io.github.ksmprobe.round;

import io.github.ksmprobe.log.InternalErrors;
import java.util.List;

/**
 * Tells several of each report, in order. One that fails keeps it from nobody else.
 *
 * @param all who receives it
 * @param errors takes what they throw
 */
record Sinks(List<ReportSink> all, InternalErrors errors) implements ReportSink {

  Sinks {
    all = List.copyOf(all);
  }

  @Override
  public void accept(Report report) {
    all.forEach(sink -> errors.guard(InternalErrors.Place.REPORT, () -> sink.accept(report)));
  }
}
