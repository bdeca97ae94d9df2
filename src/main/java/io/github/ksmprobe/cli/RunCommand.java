package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.WrittenSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Probes every interval, and serves the findings as metrics, page and JSON.",
    footer = {"", "Exits with code 0 on SIGTERM."})
final class RunCommand implements Callable<Integer> {

  private final Launcher launcher;
  private final WrittenSettings files;
  private final KnownComponents components;

  @Spec private CommandSpec spec;
  @Mixin private SidecarOptions options = new SidecarOptions();

  RunCommand(Launcher launcher, WrittenSettings files, KnownComponents components) {
    this.launcher = launcher;
    this.files = files;
    this.components = components;
  }

  @Override
  public Integer call() {
    return options.start(spec.commandLine(), launcher, files, components);
  }
}
