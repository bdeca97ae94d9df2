package io.github.ksmprobe.cli;

import io.github.ksmprobe.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody typed that is neither a command nor a flag. */
final class Mistyped {

  private Mistyped() {}

  /** One sentence, with what was probably meant. */
  static String sentence(UnmatchedArgumentException wrong) {
    CommandLine command = wrong.getCommandLine();
    String typed = wrong.getUnmatched().getFirst();
    if (typed.startsWith("-")) {
      List<String> flags = new ArrayList<>();
      command
          .getCommandSpec()
          .options()
          .forEach(
              option -> {
                if (!option.hidden()) {
                  flags.add(option.longestName());
                }
              });
      String flag = typed.split("=", 2)[0];
      return wrong.getMessage() + meant(Nearest.to(flag, flags));
    }
    return command.getSubcommands().isEmpty()
        ? String.valueOf(wrong.getMessage())
        : "\""
            + typed
            + "\" is not a command"
            + meant(Nearest.to(typed, command.getSubcommands().keySet()));
  }

  private static String meant(Optional<String> near) {
    return near.map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }
}
