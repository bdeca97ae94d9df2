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
    description = "Asks a running kube-state-metrics once and judges its probes.",
    footer = {"", "The exit codes are those of check."})
final class ProbeCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  ProbeCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    return launcher.probe(
        options.settings(ListenAddress.DEFAULT, Optional.empty()),
        printing.output(),
        printing.isStrict(),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }
}
