package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code contract}: what a version serves where. */
@Command(
    name = "contract",
    description = "Prints what kube-state-metrics, or another component, serves on which port.")
final class ContractCommand implements Callable<Integer> {

  private final KnownComponents known;

  @Spec private CommandSpec spec;

  @Mixin private OneComponent one = new OneComponent();

  @Option(
      names = {"--ksm-version", "--component-version"},
      paramLabel = "V",
      description = "Only this version; by default all contracts in turn.")
  private @Nullable String version;

  ContractCommand(KnownComponents known) {
    this.known = known;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Component component = one.of(known);
    if (version == null) {
      component.contracts().forEach(row -> out.print(ContractTable.of(component, row)));
      out.flush();
      return ExitCode.FINE;
    }
    KsmVersion wanted =
        KsmVersion.parse(version)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--ksm-version: \"" + version + "\" is not a version; write v2.14.0"));
    switch (component.of(wanted)) {
      case ContractMatch.Known(_, Contract contract) ->
          out.print(ContractTable.of(component, contract));
      case ContractMatch.Newer(_, Contract contract) -> {
        out.println(
            wanted
                + " is newer than "
                + component.newest()
                + ", the newest version known here; assumed to be the same:");
        out.print(ContractTable.of(component, contract));
      }
      case ContractMatch.Older _, ContractMatch.Fingerprint _, ContractMatch.Unreadable _ ->
          throw new ParameterException(
              spec.commandLine(),
              wanted + " is older than " + component.oldest() + ", the oldest version known here");
    }
    out.flush();
    return ExitCode.FINE;
  }
}
