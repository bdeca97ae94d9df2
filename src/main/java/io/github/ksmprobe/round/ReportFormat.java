package io.github.ksmprobe.round;

import java.util.List;

/** Reports as something to read, for people or for programs. */
@FunctionalInterface
public interface ReportFormat {

  /** The whole text, with a final line end. */
  String render(List<PodReport> reports);
}
