package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.text.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which components to judge. */
final class ComponentOptions {

  private static final String ALL = "all";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--components",
      paramLabel = "NAME",
      split = ",",
      description = "Judge only these; by default all that are known.")
  private List<String> names = List.of(ALL);

  @Option(
      names = "--contracts",
      paramLabel = "FILE",
      split = ",",
      description = "Files, or folders of them, that describe more components.")
  private List<String> files = List.of();

  /** Whether anything is said of components. */
  boolean isGiven() {
    return !names.equals(List.of(ALL)) || !files.isEmpty();
  }

  /** Those that are asked for, kube-state-metrics first. */
  List<Component> of(KnownComponents known) {
    Component only = Contracts.KUBE_STATE_METRICS;
    if (names.equals(List.of(only.name())) && files.isEmpty()) {
      // No file has to be read for that.
      return List.of(only);
    }
    List<Component> all = known.with(files);
    Set<String> there = new TreeSet<>(all.stream().map(Component::name).toList());
    names.stream()
        .filter(name -> !name.equals(ALL) && !there.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw unknown(command, "--components", name, there);
            });
    return names.contains(ALL)
        ? all
        : all.stream().filter(component -> names.contains(component.name())).toList();
  }

  static ParameterException unknown(
      CommandSpec command, String flag, String name, Set<String> there) {
    return new ParameterException(
        command.commandLine(),
        flag
            + ": no component is called \""
            + name
            + "\""
            + Nearest.to(name, there).map(near -> "; did you mean \"" + near + "\"?").orElse(".")
            + " Known: "
            + String.join(", ", there));
  }
}
