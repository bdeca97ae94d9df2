package io.github.ksmprobe.cli;

import io.github.ksmprobe.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody typed that is neither a command nor a flag. */
final class Mistyped {

  private Mistyped() {}

  /** One sentence, with what was probably meant; empty where all that was read is known. */
  static Optional<String> sentence(CommandLine command) {
    List<String> unknown = command.getUnmatchedArguments();
    return unknown.isEmpty() ? Optional.empty() : Optional.of(sentence(command, unknown));
  }

  private static String sentence(CommandLine command, List<String> unknown) {
    String typed = unknown.getFirst();
    Collection<String> commands = command.getSubcommands().keySet();
    if (!typed.startsWith("-") && !commands.isEmpty()) {
      return "\"" + typed + "\" is not a command" + meant(Nearest.to(typed, commands));
    }
    String sentence = String.valueOf(new UnmatchedArgumentException(command, unknown).getMessage());
    List<String> flags =
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .toList();
    return typed.startsWith("-")
        ? sentence + meant(Nearest.to(typed.split("=", 2)[0], flags))
        : sentence;
  }

  private static String meant(Optional<String> near) {
    return near.map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }
}
