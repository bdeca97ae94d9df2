package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.text.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Where components are described, beside those that come with the program. */
final class ContractFiles {

  @Option(
      names = "--contracts",
      paramLabel = "FILE",
      split = ",",
      description = "Files, or folders of them, that describe more components.")
  private List<String> files = List.of();

  boolean areGiven() {
    return !files.isEmpty();
  }

  /** All that are known, of which there must be those that a flag names. */
  List<Component> with(KnownComponents known, InvalidSetting.Named flag, List<String> names) {
    List<Component> all = known.with(files);
    Set<String> there = new TreeSet<>(all.stream().map(Component::name).toList());
    for (String name : names) {
      if (!there.contains(name)) {
        throw InvalidSetting.of(
            flag,
            ": no component is called \""
                + name
                + "\""
                + Nearest.to(name, there)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse(".")
                + " Known: "
                + String.join(", ", there));
      }
    }
    return all;
  }
}
