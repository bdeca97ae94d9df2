package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ListenAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "probe",
    description =
        "Asks a running kube-state-metrics, or another component, once and judges its probes.",
    footer = {"", "The exit codes are those of check."})
final class ProbeCommand implements Callable<Integer> {

  private final Launcher launcher;
  private final KnownComponents components;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  ProbeCommand(Launcher launcher, KnownComponents components) {
    this.launcher = launcher;
    this.components = components;
  }

  @Override
  public Integer call() {
    return launcher.probe(
        options.settings(ListenAddress.DEFAULT, Optional.empty(), components),
        printing.output(),
        printing.isStrict(),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }
}
