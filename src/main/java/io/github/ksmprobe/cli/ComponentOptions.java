package io.github.ksmprobe.cli;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which components to judge. */
final class ComponentOptions {

  private static final String ALL = "all";

  @Option(
      names = "--components",
      paramLabel = "NAME",
      split = ",",
      description = "Judge only these; by default all that are known.")
  private List<String> names = List.of(ALL);

  @Mixin private ContractFiles files = new ContractFiles();

  /** Whether anything is said of components. */
  boolean isGiven() {
    return !names.equals(List.of(ALL)) || files.areGiven();
  }

  /** Those that are asked for, kube-state-metrics first. */
  List<Component> of(KnownComponents known) {
    Component only = Contracts.KUBE_STATE_METRICS;
    if (names.equals(List.of(only.name())) && !files.areGiven()) {
      // No file has to be read for that.
      return List.of(only);
    }
    List<String> named = names.stream().filter(name -> !name.equals(ALL)).toList();
    List<Component> all = files.with(known, key("components"), named);
    return names.contains(ALL)
        ? all
        : all.stream().filter(component -> names.contains(component.name())).toList();
  }
}
