package io.github.ksmprobe.cli;

import io.github.ksmprobe.charts.ChartMatch;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.Charts;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.judgement.ChartReports;
import io.github.ksmprobe.judgement.ChartReports.Judged;
import io.github.ksmprobe.judgement.PodReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code compat}: the verdicts of {@code check} from a chart's name and version alone. */
@Command(
    name = "compat",
    description =
        "Predicts from a chart's name and version what the kubelet's probes will get, and why; "
            + "with a kube-state-metrics version alone, which chart versions suit it.",
    footer = {
      "",
      "Exit code: 0 nothing found, 1 a probe will fail (with --strict: or passes by accident),",
      "2 the chart or version is not known.",
      "Without --chart: 0 some chart suits, 1 none does.",
      "",
      "Example:  ksm-probe-exporter compat --chart kube-prometheus-stack-66.0.0 --ksm-version v2.14.0"
    })
final class CompatCommand implements Callable<Integer> {

  private final Formats formats;

  @Spec private CommandSpec spec;

  @Option(
      names = "--chart",
      paramLabel = "NAME-VERSION",
      description =
          "As helm list shows it; kube-state-metrics, kube-prometheus-stack and prometheus are known.")
  private @Nullable String chart;

  @Option(
      names = "--from",
      paramLabel = "NAME-VERSION",
      description =
          "The chart that runs now: which probes break, which are repaired, what the rollout does.")
  private @Nullable String from;

  @Mixin private JudgingOptions judging = new JudgingOptions();
  @Mixin private OutputOptions printing = new OutputOptions();

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description =
          "A value of the kube-state-metrics chart, kubeRBACProxy.enabled=true for example; can be repeated.")
  private List<String> set = List.of();

  CompatCommand(Formats formats) {
    this.formats = formats;
  }

  @Override
  public Integer call() {
    List<KsmVersion> wanted = judging.versions();
    ChartValues values = SetValues.parse(set, spec);
    if (printing.output() == Output.patch || printing.output() == Output.jsonPatch) {
      throw refused(
          "--output: there is no object to patch; take values, or render the chart and check that");
    }
    if (from != null) {
      return compare(from, values, wanted);
    }
    if (chart != null) {
      return judge(release(chart), values, wanted);
    }
    if (wanted.isEmpty()) {
      throw refused("name a chart with --chart, a version with --ksm-version, or both");
    }
    return list(values, wanted);
  }

  private int compare(String old, ChartValues values, List<KsmVersion> wanted) {
    if (chart == null || wanted.size() > 1 || !printing.isText()) {
      throw refused(
          "--from tells in text what changes: name the new chart with --chart, at most one --ksm-version, and no --output");
    }
    List<PodReport> before = new ChartReports(values, Optional.empty()).of(Charts.of(release(old)));
    List<PodReport> after =
        new ChartReports(values, wanted.stream().findFirst()).of(Charts.of(release(chart)));
    if (before.isEmpty() || after.isEmpty()) {
      throw refused(ChartWords.of(Charts.of(release(before.isEmpty() ? old : chart))));
    }
    // Where an umbrella leaves open which it brings, the last one is told: the newest patch.
    new ComparingRun(spec.commandLine().getOut(), spec.commandLine().getErr())
        .tell(List.of(before.getLast()), List.of(after.getLast()));
    return printing.exitCode(Tally.of(List.of(after.getLast())));
  }

  private int judge(ChartRelease release, ChartValues values, List<KsmVersion> wanted) {
    ChartMatch match = Charts.of(release);
    List<PodReport> reports = new ArrayList<>();
    if (wanted.isEmpty()) {
      reports.addAll(new ChartReports(values, Optional.empty()).of(match));
    }
    wanted.forEach(
        version -> reports.addAll(new ChartReports(values, Optional.of(version)).of(match)));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (reports.isEmpty()) {
      err.println(ChartWords.of(match));
      err.flush();
      return ExitCode.UNREADABLE;
    }
    if (printing.isText()) {
      out.println(ChartWords.of(match) + ChartWords.choice(reports));
      out.println();
    }
    boolean lines = printing.isText() && judging.allVersions();
    out.print(lines ? VersionLines.of(reports) : printing.rendered(formats, reports));
    out.flush();
    if (printing.isText()) {
      err.println(Tally.of(reports).words(0));
      err.flush();
    }
    return printing.exitCode(Tally.of(reports));
  }

  private int list(ChartValues values, List<KsmVersion> wanted) {
    PrintWriter out = spec.commandLine().getOut();
    List<PodReport> reports = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean allSuited = true;
    for (KsmVersion version : wanted) {
      List<Judged> all = new ChartReports(values, Optional.of(judgeable(version))).ofAll();
      all.forEach(judged -> reports.add(judged.report()));
      text.append(text.isEmpty() ? "" : "\n").append(ChartRanges.of(version, values, all));
      allSuited &= all.stream().anyMatch(ChartRanges::suits);
    }
    out.print(printing.isText() ? text : printing.rendered(formats, reports));
    out.flush();
    return allSuited ? ExitCode.FINE : ExitCode.FOUND;
  }

  private KsmVersion judgeable(KsmVersion version) {
    if (Contracts.of(version).contract().isEmpty()) {
      throw refused(
          version
              + " is older than "
              + Contracts.releases().getFirst()
              + ", the oldest version known here");
    }
    return version;
  }

  private ChartRelease release(String text) {
    return ChartRelease.parse(text)
        .orElseThrow(
            () ->
                refused(
                    "--chart: \""
                        + text
                        + "\" is not a chart's name and version; write kube-prometheus-stack-66.0.0"));
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
