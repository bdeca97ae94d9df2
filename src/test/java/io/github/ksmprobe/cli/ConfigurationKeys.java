package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.Setting;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The keys of the configuration file, for its reference page. */
public final class ConfigurationKeys {

  /**
   * A key.
   *
   * @param name the flag's name without dashes
   * @param accepted what it takes, in words
   * @param byDefault what it is where it is left out; empty for nothing, or where the meaning says
   *     it
   * @param meaning the flag's description
   */
  public record Key(String name, String accepted, String byDefault, String meaning) {}

  private ConfigurationKeys() {}

  /** The keys that the file may hold, in the order of their names. */
  public static List<Key> all() {
    CommandLine line = Configuration.line();
    // Where most keys have a meaning, those that nobody sets get their defaults.
    Configuration configuration =
        Configuration.of(
            line.parseArgs("--discovery=cluster"), null, (_, _) -> Map.of(), _ -> List.of());
    Iterator<Setting> inForce = configuration.load().values().iterator();
    return Keys.in(line).stream().map(option -> key(option, inForce.next())).toList();
  }

  // What the environment says here and now is no default.
  private static Key key(OptionSpec option, Setting setting) {
    List<String> byDefault =
        setting.origin() instanceof Origin.Default ? setting.values() : List.of();
    String meaning =
        String.join(" ", option.description())
            .replace("${COMPLETION-CANDIDATES}", String.join(", ", Keys.words(option)));
    return new Key(Keys.of(option), Keys.accepted(option), String.join(", ", byDefault), meaning);
  }
}
