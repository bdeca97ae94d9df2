package io.github.ksmprobe.repair;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the values of the kube-state-metrics chart can change of a pod that it renders: no path and
 * no port of its probes, in no release.
 *
 * @param values by their keys, {@code selfMonitor.enabled} for example; empty where none helps
 * @param left what no value of that release changes
 */
public record ChartRepair(Map<ChartValue, Object> values, List<Remedy> left) {

  private static final String CHART = "helm.sh/chart";
  private static final String MANAGED = "app.kubernetes.io/managed-by";

  public ChartRepair {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    left = List.copyOf(left);
  }

  /** The chart that an object says it is rendered from; empty where it says no such thing. */
  public static Optional<String> chart(Workload workload) {
    Map<String, String> labels = workload.labels();
    return Optional.ofNullable(labels.get(CHART))
        .or(
            () ->
                Optional.ofNullable(labels.get(MANAGED))
                    .filter("Helm"::equals)
                    .map(_ -> "a chart"));
  }

  public static ChartRepair of(PodRepair repair) {
    Map<ChartValue, Object> values = new LinkedHashMap<>();
    List<Remedy> left = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    boolean ksmChart =
        chart(repair.workload()).filter(it -> it.startsWith(ChartRelease.KSM_CHART)).isPresent();
    for (Remedy remedy : repair.remedies()) {
      switch (remedy.verdict().fixes().getFirst()) {
        case Fix.SetSelfMonitor _ when ksmChart -> values.put(ChartValue.SELF_MONITOR, true);
        case Fix.RemoveHostFlag flag when ksmChart && flag.byChartValue() ->
            values.put(ChartValue.TELEMETRY_HOST, "");
        case Fix.LetThrough let when ksmChart && remedy instanceof Remedy.Certain ->
            paths.add(let.path());
        default -> left.add(remedy);
      }
    }
    if (!paths.isEmpty()) {
      values.put(
          ChartValue.PROXY_EXTRA_ARGS,
          paths.stream().distinct().map(path -> "--ignore-paths=" + path).toList());
    }
    return new ChartRepair(values, left);
  }
}
