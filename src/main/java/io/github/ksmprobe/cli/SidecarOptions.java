package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.WrittenSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All flags of the sidecar, and the file that can hold the same settings. */
final class SidecarOptions {

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private ListenOptions listen = new ListenOptions();

  @Option(
      names = Configuration.FLAGS + "file",
      paramLabel = "FILE",
      description =
          "YAML with these flags' names, without dashes, as keys; flags win. Read again when it"
              + " changes, on SIGHUP and on POST /-/reload.")
  private @Nullable String file;

  @Option(
      names = Configuration.FLAGS + "check",
      description = "Check flags and files, and exit: with 0 or 2.")
  private boolean check;

  /** The settings of the flags alone. */
  Settings settings(KnownComponents components) {
    return options
        .settings(listen.address(), listen.configFile(), components)
        .with(listen.detail());
  }

  /** Starts the sidecar, or only looks whether it could; gives the exit code. */
  int start(
      CommandLine line, Launcher launcher, WrittenSettings files, KnownComponents components) {
    Configuration configuration = Configuration.of(line.getParseResult(), file, files, components);
    return check ? check(configuration, line, launcher) : run(configuration, line, launcher);
  }

  private static int run(Configuration configuration, CommandLine line, Launcher launcher) {
    try {
      return launcher.run(configuration, line.getErr());
    } catch (InvalidSetting wrong) {
      if (wrong.file().isEmpty() || !wrong.file().equals(configuration.file())) {
        throw wrong;
      }
      // The file's fault: --help would not help.
      return unusable(String.valueOf(wrong.getMessage()), line);
    }
  }

  private static int check(Configuration configuration, CommandLine line, Launcher launcher) {
    try {
      EffectiveConfig wanted = configuration.load();
      try {
        launcher.check(wanted.settings());
      } catch (InvalidSetting unusable) {
        throw EffectiveConfig.explain(unusable, wanted.values());
      }
      line.getOut().println(fine(configuration, wanted));
      line.getOut().flush();
      return ExitCode.FINE;
    } catch (InvalidSetting wrong) {
      return unusable(String.valueOf(wrong.getMessage()), line);
    }
  }

  private static int unusable(String sentence, CommandLine line) {
    line.getErr().println(sentence);
    line.getErr().flush();
    return ExitCode.UNREADABLE;
  }

  private static String fine(Configuration configuration, EffectiveConfig wanted) {
    long keys = wanted.fromFile();
    return configuration
        .file()
        .map(name -> name + " is fine: " + keys + (keys == 1 ? " key" : " keys") + " in effect")
        .orElse("The flags are fine; there is no --config.file");
  }
}
