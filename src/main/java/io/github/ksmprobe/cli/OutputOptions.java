package io.github.ksmprobe.cli;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import java.util.List;
import picocli.CommandLine.Option;

/** How verdicts leave the program, for every command that prints some. */
final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}; text by default.")
  private Output output = Output.text;

  @Option(
      names = "--strict",
      description = "Exit with 1 for warnings too: probes that pass by accident, outages.")
  private boolean strict;

  Output output() {
    return output;
  }

  boolean isStrict() {
    return strict;
  }

  boolean isText() {
    return output == Output.text;
  }

  String rendered(Formats formats, List<PodReport> reports) {
    return formats.of(output).render(reports);
  }

  ReportFormat format(Formats formats) {
    return formats.of(output);
  }

  int exitCode(Tally tally) {
    return ExitCode.exitCode(tally, strict);
  }
}
