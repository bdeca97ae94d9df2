package io.github.ksmprobe.round;

import java.util.Optional;

/** The report of the last round. */
public final class LatestReport implements ReportSink {

  private volatile Optional<Report> latest = Optional.empty();

  @Override
  public void accept(Report report) {
    latest = Optional.of(report);
  }

  /** Empty until the first round has ended. */
  public Optional<Report> get() {
    return latest;
  }
}
