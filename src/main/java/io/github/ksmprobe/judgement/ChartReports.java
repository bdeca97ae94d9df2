package io.github.ksmprobe.judgement;

import io.github.ksmprobe.charts.ChartMatch;
import io.github.ksmprobe.charts.ChartPod;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Runs;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.workload.KsmPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the model says of chart releases that nobody rendered. What is taken for granted stands in
 * each verdict.
 *
 * @param values what somebody sets
 * @param version under which kube-state-metrics; empty for the one that the chart brings
 */
public record ChartReports(ChartValues values, Optional<KsmVersion> version) {

  /**
   * Releases in a row that have the same verdicts.
   *
   * @param span which releases
   * @param report on them
   */
  public record Judged(ChartSpan span, PodReport report) {}

  /**
   * The verdicts on a release: one report, or several where an umbrella leaves open which release
   * it brings and that matters; none where the tables do not have it.
   */
  public List<PodReport> of(ChartMatch match) {
    return switch (match) {
      case ChartMatch.Known(var release, var brings, var spans) ->
          judged(
                  release.toString(),
                  spans,
                  span -> List.of(new Premise.OneOfSeveralCharts(release, brings, span)))
              .stream()
              .map(Judged::report)
              .toList();
      case ChartMatch.Newer(var release, var assumed) ->
          List.of(report(release.toString(), assumed, List.of(newer(release, assumed))));
      case ChartMatch.Older _,
          ChartMatch.BringsOlder _,
          ChartMatch.Unreleased _,
          ChartMatch.UnknownChart _ ->
          List.of();
    };
  }

  /** The verdicts on every release of the kube-state-metrics chart that is known, oldest first. */
  public List<Judged> ofAll() {
    return judged(
        ChartRelease.KSM_CHART, Eras.all().stream().map(ChartSpan::of).toList(), _ -> List.of());
  }

  private List<Judged> judged(
      String source, List<ChartSpan> spans, Function<ChartSpan, List<Premise>> whereSeveral) {
    List<Judged> each =
        spans.stream().map(span -> new Judged(span, report(source, span, List.of()))).toList();
    List<ChartSpan> merged =
        Runs.of(each, (one, other) -> isSame(one.report(), other.report())).stream()
            .map(run -> run.stream().map(Judged::span).reduce(ChartSpan::through).orElseThrow())
            .toList();
    return merged.stream()
        .map(
            span ->
                new Judged(
                    span,
                    report(source, span, merged.size() < 2 ? List.of() : whereSeveral.apply(span))))
        .toList();
  }

  private PodReport report(String source, ChartSpan span, List<Premise> premises) {
    KsmPod pod = KsmPod.of(ChartPod.of(source, span, values)).orElseThrow();
    RunningVersion running =
        version
            .map(RunningVersion::given)
            .orElseGet(() -> RunningVersion.ofImage(pod.ksm().image()));
    List<Premise> all = new ArrayList<>(premises);
    values.unknownTo(span.first()).stream()
        .map(value -> new Premise.UnknownValue(span, value.key()))
        .forEach(all::add);
    return Judge.predicted(pod, running, all);
  }

  private static boolean isSame(PodReport one, PodReport other) {
    return one.version().equals(other.version())
        && one.verdicts().stream()
            .map(ChartReports::outcome)
            .toList()
            .equals(other.verdicts().stream().map(ChartReports::outcome).toList());
  }

  private static List<Object> outcome(Verdict verdict) {
    return List.of(verdict.container(), verdict.type(), verdict.reason(), verdict.result());
  }

  private Premise newer(ChartRelease release, ChartSpan assumed) {
    boolean imageToo = version.isEmpty() && values.text(ChartValue.IMAGE_TAG).isEmpty();
    return new Premise.NewerChart(release, assumed, imageToo);
  }
}
