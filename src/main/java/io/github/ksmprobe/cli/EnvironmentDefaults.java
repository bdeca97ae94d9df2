package io.github.ksmprobe.cli;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The environment variables that say what a flag would, as the downward API of a pod sets them. */
final class EnvironmentDefaults implements IDefaultValueProvider {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "--pod-ip", "POD_IP",
          "--pod-name", "POD_NAME",
          "--pod-namespace", "POD_NAMESPACE",
          "--host-name", "HOSTNAME");

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? variable(option).map(System::getenv).orElse(null)
        : null;
  }

  /** The variable's name; empty where the flag has none. */
  static Optional<String> variable(OptionSpec option) {
    return Optional.ofNullable(VARIABLES.get(option.longestName()));
  }
}
