package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ClusterChoice;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Durations;
import io.github.ksmprobe.contract.Component;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scan}: every kube-state-metrics that a kubeconfig can see, now. */
@Command(
    name = "scan",
    description =
        "Looks at the kube-state-metrics of a cluster from outside, by kubeconfig: installs nothing, changes nothing.",
    footer = {
      "",
      "Asked are the pods' own loopback, by port-forward, and their address, by pods/proxy; where",
      "neither is allowed, their declaration is judged as check does it. See docs/scan.md.",
      "",
      "The exit codes are those of check.",
      "",
      "Example:  ksm-probe-exporter scan -n monitoring"
    })
final class ScanCommand implements Callable<Integer> {

  private final Launcher launcher;
  private final KnownComponents components;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Look in this namespace; that of the kubeconfig's context by default.")
  private @Nullable String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Look in all namespaces.")
  private boolean allNamespaces;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "LABELS",
      description =
          "The pods to look at; "
              + Discovery.Cluster.DEFAULT_SELECTOR
              + " by default, or the like of --component, and all where it is empty.")
  private @Nullable String selector;

  @Mixin private OneComponent one = new OneComponent();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig; the current one by default.")
  private @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig; by default those of KUBECONFIG, else ~/.kube/config.")
  private @Nullable String kubeconfig;

  @Option(
      names = {"-w", "--watch"},
      description = "Look again and again, and print a line for each change, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "With --watch: from one look to the next; 15s by default.",
      converter = Checked.Length.class)
  private String interval = "15s";

  @Mixin private JudgingOptions judging = new JudgingOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  ScanCommand(Launcher launcher, KnownComponents components) {
    this.launcher = launcher;
    this.components = components;
  }

  @Override
  public Integer call() {
    refuse(allNamespaces && namespace != null, "-A and -n contradict each other: give one of them");
    boolean change =
        switch (printing.output()) {
          case text, json, github, sarif -> false;
          case patch, jsonPatch, values -> true;
        };
    refuse(
        change,
        "-o: a running pod's probes cannot be changed; give the manifest of its owner to check");
    refuse(
        printing.output() == Output.sarif,
        "-o: a running pod stands in no file that code scanning could point at; take json, or give the manifest of its owner to check");
    refuse(watch && !printing.isText(), "--watch prints lines of text: leave -o out");
    Component component = one.of(components);
    ClusterChoice choice =
        new ClusterChoice(
            Optional.ofNullable(kubeconfig),
            Optional.ofNullable(context),
            Optional.ofNullable(namespace),
            allNamespaces,
            selector == null ? component.selector() : selector);
    return launcher.scan(
        new ScanOrder(
            choice,
            component,
            judging.versions(component),
            printing.output(),
            printing.isStrict(),
            watch ? Optional.of(Durations.parse(interval)) : Optional.empty()),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  private void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), why);
    }
  }
}
