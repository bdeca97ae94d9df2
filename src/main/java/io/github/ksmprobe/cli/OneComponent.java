package io.github.ksmprobe.cli;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which component to look at, where it is one. */
final class OneComponent {

  private static final InvalidSetting.Named COMPONENT = key("component");

  @Option(
      names = "--component",
      paramLabel = "NAME",
      description = "Look at this component; kube-state-metrics by default.")
  private String name = Contracts.KUBE_STATE_METRICS.name();

  @Mixin private ContractFiles files = new ContractFiles();

  /**
   * The one that is asked for.
   *
   * @throws InvalidSetting if it is not known
   */
  Component of(KnownComponents known) {
    if (name.equals(Contracts.KUBE_STATE_METRICS.name())) {
      if (files.areGiven()) {
        throw InvalidSetting.of(
            key("contracts"), " describe other components: name one with ", COMPONENT);
      }
      // No file has to be read for that.
      return Contracts.KUBE_STATE_METRICS;
    }
    if (name.contains(",")) {
      throw InvalidSetting.of(COMPONENT, " takes one component: start once for each of " + name);
    }
    return files.with(known, COMPONENT, List.of(name)).stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
