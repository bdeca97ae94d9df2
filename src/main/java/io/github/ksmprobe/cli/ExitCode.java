package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.judgement.PodReport;
import java.util.List;

/** The exit codes that {@code check}, {@code probe} and {@code compat} share. */
public final class ExitCode {

  /** Nothing is wrong. */
  public static final int FINE = 0;

  /** A probe fails, or with {@code --strict} passes by accident. */
  public static final int FOUND = 1;

  /** Something could not be read. */
  public static final int UNREADABLE = 2;

  private ExitCode() {}

  /** {@link #FOUND} if anything is as bad as that. */
  public static int exitCode(List<PodReport> reports, boolean strict) {
    return exitCode(Tally.of(reports), strict);
  }

  /** How many verdicts there are, and how bad. */
  public static String lastLine(List<PodReport> reports, Component component) {
    return Tally.of(reports).words(0, component);
  }

  static int exitCode(Tally tally, boolean strict) {
    Severity limit = strict ? Severity.WARNING : Severity.ERROR;
    return tally.worst().compareTo(limit) >= 0 ? FOUND : FINE;
  }
}
