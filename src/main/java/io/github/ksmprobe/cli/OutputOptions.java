package io.github.ksmprobe.cli;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How verdicts leave the program, for every command that prints some. */
final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}; text by default.",
      converter = Spelled.class)
  private Output output = Output.text;

  @Option(
      names = "--strict",
      description = "Exit with 1 for warnings too: probes that pass by accident, outages.")
  private boolean strict;

  /** Offers the words that are printed, and not the names of the constants as well. */
  static final class Spelled implements ITypeConverter<Output> {
    @Override
    public Output convert(String text) {
      List<Output> all = List.of(Output.values());
      return all.stream()
          .filter(one -> one.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of " + all + " but was '" + text + "'"));
    }
  }

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
