package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: simulated pods of several versions, and the sidecar on them. */
@Command(
    name = "demo",
    description =
        "Starts simulated kube-state-metrics of several versions on loopback addresses, and the exporter on them.")
final class DemoCommand implements Callable<Integer> {

  private static final Duration PACE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Launcher launcher;

  @Spec private CommandSpec spec;
  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(names = "--once", description = "Print one round and exit, for scripts.")
  private boolean once;

  DemoCommand(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    Subject nothing = new Subject(Optional.empty(), Optional.empty(), Optional.empty());
    return launcher.demo(
        new Settings(listen.address(), PACE, PATIENCE, nothing)
            .with(log.logging())
            .with(new CredentialFiles(listen.configFile(), Optional.empty()))
            .with(listen.detail()),
        once,
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }
}
