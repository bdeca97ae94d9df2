package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.round.Manifests;
import io.github.ksmprobe.round.Manifests.Loaded;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.workload.KsmPod;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: what the kubelet will get, from rendered manifests alone. */
@Command(
    name = "check",
    description = "Predicts from rendered manifests what the kubelet's probes will get, and why.",
    footer = {
      "",
      "Exit code: 0 nothing found, 1 a probe will fail (with --strict: or passes by accident),",
      "2 something cannot be read.",
      "",
      "Example:  helm template ksm prometheus-community/kube-state-metrics | ksm-probe-exporter check -"
    })
final class CheckCommand implements Callable<Integer> {

  private final Manifests manifests;
  private final Formats formats;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "YAML or JSON with Pods, Deployments, StatefulSets and so on; - is standard input.")
  private List<String> files = List.of();

  @Mixin private JudgingOptions judging = new JudgingOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  CheckCommand(Manifests manifests, Formats formats) {
    this.manifests = manifests;
    this.formats = formats;
  }

  @Override
  public Integer call() {
    List<KsmVersion> wanted = judging.versions();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<PodReport> reports = new ArrayList<>();
    int passedOver = 0;
    int problems = 0;
    for (String file : files) {
      Loaded loaded = manifests.read(file);
      passedOver += loaded.passedOver();
      problems += loaded.problems().size();
      loaded.problems().forEach(problem -> err.println(problem));
      loaded.workloads().stream()
          .flatMap(workload -> KsmPod.of(workload).stream())
          .forEach(pod -> reports.addAll(judge(pod, wanted)));
    }
    out.print(printing.rendered(formats, reports));
    out.flush();
    if (printing.isText()) {
      err.println(Summary.of(reports, passedOver));
    }
    err.flush();
    return problems > 0 ? Verdicts.UNREADABLE : printing.exitCode(reports);
  }

  private static List<PodReport> judge(KsmPod pod, List<KsmVersion> wanted) {
    if (wanted.isEmpty()) {
      return List.of(PodReport.predicted(pod, RunningVersion.ofImage(pod.ksm().image())));
    }
    return wanted.stream()
        .map(version -> PodReport.predicted(pod, RunningVersion.given(version)))
        .toList();
  }
}
