package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private final KnownComponents known;
  private final Formats formats;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "YAML or JSON with Pods, Deployments, StatefulSets and so on; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--fix",
      description =
          "Write each change that is certain into the files; all else in them stays as it is.")
  private boolean fix;

  @Option(
      names = "--from",
      paramLabel = "OLD",
      description =
          "The same as it runs now: which probes break, which are repaired, what the rollout does.")
  private @Nullable String from;

  @Mixin private JudgingOptions judging = new JudgingOptions();
  @Mixin private ComponentOptions looking = new ComponentOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  CheckCommand(Manifests manifests, KnownComponents known, Formats formats) {
    this.manifests = manifests;
    this.known = known;
    this.formats = formats;
  }

  @Override
  public Integer call() {
    List<KsmVersion> wanted = judging.versions();
    if (from != null) {
      return compare(from, wanted);
    }
    return fix ? fix(wanted) : check(wanted, looking.of(known));
  }

  private int compare(String old, List<KsmVersion> wanted) {
    if (fix || !printing.isText()) {
      throw refused("--from tells in text what changes: leave out --fix and --output");
    }
    if (looking.isGiven()) {
      throw refused(
          "--from compares kube-state-metrics alone: leave out --components and --contracts");
    }
    if (wanted.size() > 1) {
      throw refused("--from compares with one version: name one with --ksm-version, or none");
    }
    return new ComparingRun(spec.commandLine().getOut(), spec.commandLine().getErr())
        .files(manifests, old, files, wanted, printing);
  }

  private int fix(List<KsmVersion> wanted) {
    if (files.contains("-")) {
      throw refused("--fix writes into files, and - is none: name files, or use -o patch");
    }
    if (looking.isGiven()) {
      throw refused(
          "--fix changes kube-state-metrics alone: leave out --components and --contracts, or use -o patch");
    }
    if (!printing.isText()) {
      throw refused("--fix tells in text what it changes: leave out --output");
    }
    FixingRun run =
        new FixingRun(manifests, wanted, spec.commandLine().getOut(), spec.commandLine().getErr());
    Tally left = run.run(files);
    return run.isUnread() ? ExitCode.UNREADABLE : printing.exitCode(left);
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private int check(List<KsmVersion> wanted, List<Component> components) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Tally tally = new Tally();
    int passedOver = 0;
    boolean unread = false;
    // One workload after the other, so that no number of them is too many.
    try (ReportFormat.Writing writing = printing.format(formats).begin(out::print)) {
      for (String file : files) {
        try (Manifests.Reading reading = manifests.open(file, components)) {
          Optional<Workload> next = reading.next();
          // Where nobody reads what is printed any more, as behind head, there is no use to go on.
          while (next.isPresent() && !out.checkError()) {
            for (KsmPod pod : KsmPod.of(next.get(), components)) {
              // The versions that are named are those of kube-state-metrics.
              boolean isNamed = pod.component().isKubeStateMetrics();
              List<PodReport> reports = Judge.predicted(pod, isNamed ? wanted : List.of());
              reports.forEach(tally::add);
              writing.add(reports);
            }
            next = reading.next();
          }
          reading.problems().forEach(err::println);
          unread |= !reading.problems().isEmpty();
          passedOver += reading.passedOver();
        }
      }
    }
    out.flush();
    if (printing.isText()) {
      err.println(tally.words(passedOver));
    }
    err.flush();
    return unread ? ExitCode.UNREADABLE : printing.exitCode(tally);
  }
}
