package io.github.ksmprobe.round;

import io.github.ksmprobe.judgement.PodReport;
import java.util.List;
import java.util.function.Consumer;

/** Reports as something to read, for people or for programs. */
@FunctionalInterface
public interface ReportFormat {

  /** The whole text, with a final line end. */
  String render(List<PodReport> reports);

  /**
   * Begins a text that leaves as it grows: nothing is kept of a report that was added. Where a text
   * is more than the sum of its reports, the format says how it begins, goes on and ends.
   *
   * @param out takes each next piece
   */
  default Writing begin(Consumer<String> out) {
    return workload -> out.accept(render(workload));
  }

  /** A text that is being written; closing it writes its end. */
  @FunctionalInterface
  interface Writing extends AutoCloseable {

    /** Adds one workload: its report, or one for each version that it was judged under. */
    void add(List<PodReport> workload);

    @Override
    default void close() {}
  }
}
