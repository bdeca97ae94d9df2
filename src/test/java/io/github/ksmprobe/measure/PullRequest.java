package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartPod;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is said to whoever looks at the new rows: what was measured, and which verdicts change. */
final class PullRequest {

  private final StringBuilder text = new StringBuilder();

  /**
   * A release of kube-state-metrics.
   *
   * @param measured the text of its recording
   * @param modelled what the model answers in its place
   */
  void release(KsmVersion version, String measured, String modelled) {
    text.append("## kube-state-metrics ").append(version).append("\n\n");
    List<String> real = rows(measured);
    List<String> said = rows(modelled);
    if (real.equals(said)) {
      text.append("Answers as the model does, in every situation that was measured.\n\n");
      return;
    }
    text.append(
        "Answers otherwise than the model: a row in contract/Contracts is needed.\n\n```diff\n");
    for (int at = 0; at < real.size(); at++) {
      if (!real.get(at).equals(said.get(at))) {
        text.append("- ").append(said.get(at)).append("\n+ ").append(real.get(at)).append('\n');
      }
    }
    text.append("```\n\n");
  }

  /** A release of the chart, as it was rendered. */
  void chart(RenderedChart chart) {
    text.append("## Chart kube-state-metrics ").append(chart.release()).append("\n\n```\n");
    text.append(chart.finding().words()).append("\n```\n\n");
    List<String> changed = changed(chart);
    if (changed.isEmpty()) {
      text.append("No verdict changes from ").append(Eras.newest()).append(".\n\n");
      return;
    }
    text.append("Verdicts that change from ").append(Eras.newest()).append(":\n\n");
    text.append("| values | probe | so far | from now on |\n|---|---|---|---|\n");
    changed.forEach(row -> text.append(row).append('\n'));
    text.append('\n');
  }

  /** A release of an umbrella. */
  void umbrella(ChartRelease umbrella, String brings) {
    text.append("- ").append(umbrella).append(" brings chart ").append(brings).append("\n");
  }

  @Override
  public String toString() {
    return text.toString().strip() + "\n";
  }

  private static List<String> rows(String recording) {
    return recording
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }

  private static List<String> changed(RenderedChart chart) {
    ChartSpan newest = ChartSpan.of(Eras.all().getLast());
    ChartSpan last =
        new ChartSpan(
            newest.era().last(),
            Optional.of(newest.era().last()),
            newest.era(),
            newest.era().images().getLast().version());
    List<String> rows = new ArrayList<>();
    chart
        .pods()
        .forEach(
            (set, pod) -> {
              Map<String, String> now = verdicts(pod);
              Map<String, String> before =
                  verdicts(ChartPod.of(set, last, RenderedChart.values(set)));
              TreeSet<String> probes = new TreeSet<>(now.keySet());
              probes.addAll(before.keySet());
              for (String probe : probes) {
                String was = before.getOrDefault(probe, "no such probe");
                String is = now.getOrDefault(probe, "no such probe");
                if (!was.equals(is)) {
                  rows.add("| " + set + " | " + probe + " | " + was + " | " + is + " |");
                }
              }
            });
    return rows;
  }

  private static Map<String, String> verdicts(Workload workload) {
    KsmPod pod = KsmPod.of(workload).orElseThrow();
    Map<String, String> verdicts = new LinkedHashMap<>();
    Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image()))
        .verdicts()
        .forEach(
            one ->
                verdicts.put(
                    one.container() + " " + one.type().label(),
                    one.reason().label()
                        + one.result()
                            .map(Result::label)
                            .map(word -> " (" + word + ")")
                            .orElse("")));
    return verdicts;
  }
}
