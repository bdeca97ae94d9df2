package io.github.ksmprobe.cli;

import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.WrittenSettings;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.text.LinePrinter;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The program without a command is the sidecar. */
@Command(
    name = "ksm-probe-exporter",
    mixinStandardHelpOptions = true,
    description = {
      "Says why kube-state-metrics probes fail, which ones pass only by accident,",
      "and which kube-state-metrics upgrade will break them.",
      ""
    },
    commandListHeading = "%nCommands (run is the default):%n",
    versionProvider = RootCommand.Version.class)
public final class RootCommand implements Callable<Integer> {

  private final Launcher launcher;
  private final WrittenSettings files;
  private final KnownComponents components;

  @Spec private CommandSpec spec;
  @Mixin private SidecarOptions options = new SidecarOptions();

  private RootCommand(Launcher launcher, WrittenSettings files, KnownComponents components) {
    this.launcher = launcher;
    this.files = files;
    this.components = components;
  }

  public static CommandLine commandLine(
      Launcher launcher,
      WrittenSettings files,
      Manifests manifests,
      KnownComponents components,
      Formats formats) {
    CommandLine line =
        new CommandLine(new RootCommand(launcher, files, components))
            .addSubcommand(new RunCommand(launcher, files, components))
            .addSubcommand(new ScanCommand(launcher, components))
            .addSubcommand(new CheckCommand(manifests, components, formats))
            .addSubcommand(new CompatCommand(formats))
            .addSubcommand(new ProbeCommand(launcher, components))
            .addSubcommand(new ContractCommand(components))
            .addSubcommand(new PolicyCommand())
            .addSubcommand(new DemoCommand(launcher))
            .addSubcommand(new GenerateCompletion());
    for (CommandLine sub : line.getSubcommands().values()) {
      // The completion's own claim to be a kind of help would let unknown flags pass.
      sub.getCommandSpec().mixinStandardHelpOptions(true).helpCommand(false);
      shorten(sub);
    }
    shorten(line);
    line.setDefaultValueProvider(new EnvironmentDefaults());
    line.setUsageHelpWidth(100);
    line.setOut(new LinePrinter(System.out));
    line.setErr(new LinePrinter(System.err));
    line.setExecutionStrategy(RootCommand::behindTheCommand);
    line.setParameterExceptionHandler((wrong, _) -> oneSentence(wrong));
    line.setExecutionExceptionHandler((thrown, command, _) -> failed(thrown, command));
    return line;
  }

  /**
   * Runs the command line.
   *
   * @return the exit code
   */
  public static int execute(
      Launcher launcher,
      WrittenSettings files,
      Manifests manifests,
      KnownComponents components,
      Formats formats,
      String... args) {
    return commandLine(launcher, files, manifests, components, formats).execute(args);
  }

  @Override
  public Integer call() {
    return options.start(spec.commandLine(), launcher, files, components);
  }

  /** A flag in front of a command would be one that nobody looks at. */
  private static int behindTheCommand(ParseResult parsed) {
    if (parsed.hasSubcommand()) {
      Optional<OptionSpec> lost =
          parsed.matchedOptions().stream()
              .filter(option -> !option.usageHelp() && !option.versionHelp())
              .findFirst();
      if (lost.isPresent()) {
        CommandLine command = parsed.subcommand().commandSpec().commandLine();
        throw new ParameterException(
            command,
            lost.get().longestName()
                + " goes after the command: "
                + command.getCommandSpec().qualifiedName()
                + " "
                + lost.get().longestName());
      }
    }
    return new RunLast().execute(parsed);
  }

  /** Many flags in one line say little, and picocli breaks the line at their dots. */
  private static void shorten(CommandLine command) {
    boolean dotted =
        command.getCommandSpec().options().stream()
            .anyMatch(option -> option.longestName().contains("."));
    command.getCommandSpec().usageMessage().abbreviateSynopsis(dotted);
  }

  private static int oneSentence(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    // What is mistyped goes before what is missing, for it may be missing because of that.
    err.println(Mistyped.sentence(command).orElse(wrong.getMessage()));
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.UNREADABLE;
  }

  private static int failed(Exception thrown, CommandLine command) {
    if (thrown instanceof InvalidSetting wrong) {
      return oneSentence(new ParameterException(command, wrong.getMessage()));
    }
    LoggerFactory.getLogger(RootCommand.class)
        .atError()
        .setCause(thrown)
        .log("a bug; please report it");
    return ExitCode.UNREADABLE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "ksm-probe-exporter " + (version == null ? "(not packaged)" : version),
        "knows kube-state-metrics up to "
            + Contracts.newest()
            + " and its chart up to "
            + Eras.newest()
            + ", as of "
            + Contracts.knownUntil()
      };
    }
  }
}
