package io.github.ksmprobe.cli;

import static java.util.stream.Collectors.toMap;

import io.github.ksmprobe.config.ConfigValue;
import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.WrittenSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The flags that the process was started with, and the configuration file beside them, read again
 * as often as it is asked for.
 *
 * <p>What stands in the file is given to the parser of the command line as if it had been typed, so
 * a key means what its flag means, and there is no second list of either.
 */
public final class Configuration {

  /** Flags about the file itself, which cannot stand in it. */
  static final String FLAGS = "--config.";

  private final Map<String, List<String>> flags;
  private final Optional<String> file;
  private final WrittenSettings files;
  private final KnownComponents components;

  private Configuration(
      Map<String, List<String>> flags,
      Optional<String> file,
      WrittenSettings files,
      KnownComponents components) {
    this.flags = flags;
    this.file = file;
    this.files = files;
    this.components = components;
  }

  static Configuration of(
      ParseResult typed, @Nullable String file, WrittenSettings files, KnownComponents components) {
    if (file != null && file.isBlank()) {
      throw new InvalidSetting(FLAGS + "file must name a file; leave it out for none");
    }
    return new Configuration(
        typed.matchedOptions().stream()
            .filter(option -> Keys.isKey(option) || option.hidden())
            .collect(toMap(Keys::of, OptionSpec::originalStringValues, (first, _) -> first)),
        Optional.ofNullable(file),
        files,
        components);
  }

  /** The file's name, where there is one. */
  public Optional<String> file() {
    return file;
  }

  /**
   * Reads the file and puts flags, file, environment and defaults together.
   *
   * @throws InvalidSetting if that cannot be used; where it is the file's fault, with its line
   */
  public EffectiveConfig load() {
    // Without a file there is nothing to look up, and a start should take no longer for it.
    return file.map(this::withFile).orElseGet(() -> together(args(flags, Map.of()), Map.of()));
  }

  private EffectiveConfig withFile(String name) {
    CommandLine line = line();
    List<OptionSpec> options = Keys.in(line);
    Map<String, ? extends ConfigValue> written =
        files.read(name, options.stream().map(Keys::of).toList());
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (OptionSpec option : options) {
      ConfigValue value = written.get(Keys.of(option));
      if (value != null) {
        List<String> texts = Keys.texts(option, value);
        parsed(line, args(Keys.of(option), texts), value);
        values.put(Keys.of(option), texts);
      }
    }
    return together(args(flags, values), written);
  }

  private EffectiveConfig together(List<String> args, Map<String, ? extends ConfigValue> written) {
    CommandLine line = line();
    line.parseArgs(args.toArray(String[]::new));
    try {
      Settings settings = line.<Flags>getCommand().options.settings(components);
      return new EffectiveConfig(
          settings,
          Keys.values(
              line, flags.keySet(), written, DiscoveryOptions.resolved(settings.discovery())));
    } catch (InvalidSetting refusal) {
      throw EffectiveConfig.explain(refusal, Keys.values(line, flags.keySet(), written, Map.of()));
    }
  }

  /** One key alone, so that its own mistakes are found even where a flag wins over it. */
  private static void parsed(CommandLine line, List<String> args, ConfigValue value) {
    try {
      line.parseArgs(args.toArray(String[]::new));
    } catch (ParameterException wrong) {
      Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
      throw value.wrong(String.valueOf(cause.getMessage()));
    }
  }

  private static List<String> args(
      Map<String, List<String>> flags, Map<String, List<String>> fromFile) {
    Map<String, List<String>> all = new LinkedHashMap<>(fromFile);
    all.putAll(flags);
    return all.entrySet().stream()
        .flatMap(entry -> args(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private static List<String> args(String key, List<String> values) {
    return values.stream().map(value -> "--" + key + "=" + value).toList();
  }

  static CommandLine line() {
    // A value that begins with @ is a value, and no file with more arguments.
    return new CommandLine(new Flags())
        .setExpandAtFiles(false)
        .setDefaultValueProvider(new EnvironmentDefaults());
  }

  /** All flags of the sidecar, and nothing else of the command line. */
  @Command
  private static final class Flags {
    @Mixin private SidecarOptions options = new SidecarOptions();
  }
}
