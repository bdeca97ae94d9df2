package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.round.PodReport;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code check} and {@code compat} share: under which versions, printed how, how strict. */
final class JudgingOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--ksm-version",
      paramLabel = "V",
      split = ",",
      description =
          "Judge under this version, a list of them, or all. Default: the image's version, declared or the chart's.")
  private List<String> versions = List.of();

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}; text by default.")
  private Output output = Output.text;

  @Option(
      names = "--strict",
      description = "Exit with 1 for warnings too: probes that pass by accident.")
  private boolean strict;

  /** The versions that are named; empty for the image's. */
  List<KsmVersion> versions() {
    return KsmVersions.parse(versions, command);
  }

  /** Whether every known version is asked for. */
  boolean allVersions() {
    return versions.contains(KsmVersions.ALL);
  }

  boolean isText() {
    return output == Output.text;
  }

  String rendered(Formats formats, List<PodReport> reports) {
    return formats.of(output).render(reports);
  }

  int exitCode(List<PodReport> reports) {
    return Verdicts.exitCode(reports, strict);
  }
}
