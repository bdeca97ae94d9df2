package io.github.ksmprobe.cli;

import io.github.ksmprobe.round.ReportFormat;

/** The formats by what {@code -o} takes. */
@FunctionalInterface
public interface Formats {

  ReportFormat of(Output output);
}
