package io.github.ksmprobe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: the sidecar. */
@Command(
    name = "run",
    description = "Probes again and again, and serves the findings as metrics, page and JSON.",
    footer = {"", "Ends with exit code 0 on SIGTERM."})
final class RunCommand implements Callable<Integer> {

  private final Launcher launcher;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private ListenOptions listen = new ListenOptions();

  RunCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    return launcher.run(options.settings(listen.address()), spec.commandLine().getErr());
  }
}
