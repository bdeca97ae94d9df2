package io.github.ksmprobe.round;

/** What wants to know of every round: the metrics, the page. */
@FunctionalInterface
public interface ReportSink {

  /** Takes the report of a round that just ended. Must not throw and must not block. */
  void accept(Report report);
}
