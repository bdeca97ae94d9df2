package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code check} and {@code compat} share: under which versions to judge. */
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

  /** The versions that are named; empty for the image's. */
  List<KsmVersion> versions() {
    return versions(Contracts.KUBE_STATE_METRICS);
  }

  /** The same, where they are those of another component. */
  List<KsmVersion> versions(Component component) {
    return KsmVersions.parse(versions, component, command);
  }

  /** Whether every known version is asked for. */
  boolean allVersions() {
    return versions.contains(KsmVersions.ALL);
  }
}
