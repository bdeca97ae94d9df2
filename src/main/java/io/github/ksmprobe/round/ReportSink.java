package io.github.ksmprobe.round;

/** What wants to know of every round: the metrics, the page. */
@FunctionalInterface
public interface ReportSink {

  /**
   * Takes the report of what just ended. Must not throw and must not block. Where rounds of many
   * pods are spread, a pod that was not asked since has the same report object as before.
   */
  void accept(Report report);
}
