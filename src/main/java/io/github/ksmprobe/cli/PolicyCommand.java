package io.github.ksmprobe.cli;

import io.github.ksmprobe.policy.AdmissionPolicy;
import io.github.ksmprobe.policy.ValidationAction;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code policy}: what an API server can refuse by itself. */
@Command(
    name = "policy",
    description =
        "Prints a ValidatingAdmissionPolicy and its binding: the API server then refuses a "
            + "kube-state-metrics whose probes cannot work with its own version.",
    footer = {
      "",
      "It needs Kubernetes 1.30 or newer. What it refuses and what it cannot see: docs/policy.md.",
      "",
      "Example:  ksm-probe-exporter policy --action warn | kubectl apply -f -"
    })
final class PolicyCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final int LONGEST_NAME = 253;

  @Spec private CommandSpec spec;

  @Option(
      names = "--action",
      description = "What the API server does then: ${COMPLETION-CANDIDATES}; deny by default.")
  private ValidationAction action = ValidationAction.deny;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of both objects; " + AdmissionPolicy.DEFAULT_NAME + " by default.")
  private String name = AdmissionPolicy.DEFAULT_NAME;

  @Override
  public Integer call() {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "--name: \""
              + name
              + "\" is no name of an object; use lower case letters, digits, - and .");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(AdmissionPolicy.yaml(name, action));
    out.flush();
    return ExitCode.FINE;
  }
}
