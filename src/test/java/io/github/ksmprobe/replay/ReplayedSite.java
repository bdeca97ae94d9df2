package io.github.ksmprobe.replay;

import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Exposition;
import io.github.ksmprobe.exposition.Scraped;
import io.github.ksmprobe.exposition.Series;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.replay.ReplayedPod.ProcessState;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.ApiUse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * One cluster: its pods of kube-state-metrics, and the exporters beside them or the one that
 * watches them all.
 *
 * @param cluster its label; empty where Prometheus knows one cluster only
 * @param pods one after another or side by side
 * @param apiServer how it is at a second
 * @param watched whether one exporter watches all pods, instead of a sidecar in each
 * @param exporting whether the exporters run at a second
 * @param end the second at which the whole cluster goes
 */
record ReplayedSite(
    String cluster,
    List<ReplayedPod> pods,
    IntFunction<ApiServer> apiServer,
    boolean watched,
    IntPredicate exporting,
    int end) {

  /** Where nothing but kube-state-metrics is of interest. */
  static ReplayedSite of(ReplayedPod... pods) {
    return new ReplayedSite(
        "", List.of(pods), _ -> ApiServer.UP, false, _ -> true, Integer.MAX_VALUE);
  }

  ReplayedSite named(String label) {
    return new ReplayedSite(label, pods, apiServer, watched, exporting, end);
  }

  ReplayedSite watchedFromOutside() {
    return new ReplayedSite(cluster, pods, apiServer, true, exporting, end);
  }

  ReplayedSite with(IntFunction<ApiServer> other) {
    return new ReplayedSite(cluster, pods, other, watched, exporting, end);
  }

  ReplayedSite exporting(IntPredicate running) {
    return new ReplayedSite(cluster, pods, apiServer, watched, running, end);
  }

  ReplayedSite takenDownAt(int second) {
    return new ReplayedSite(cluster, pods, apiServer, watched, exporting, second);
  }

  /** An exporter's process, from its start to its end. */
  private record Exporter(LatestReport latest, Exposition exposition) {}

  /** Lives so long, and is scraped each 15 s. */
  void record(Recording recording, int seconds) {
    // By the pod that it is beside; that of all under no name.
    Map<String, Exporter> exporters = new HashMap<>();
    WorkloadSource source = watched ? WorkloadSource.POD_WATCH : WorkloadSource.POD_LIST;
    for (int second = 0; second <= seconds; second += (int) ReplayedPod.INTERVAL.toSeconds()) {
      int now = second;
      if (now >= end) {
        recording.next();
        continue;
      }
      recording.keep(target("kubelet", "10.0.0.200:10250", "kubelet"), List.of("up 1"));
      pods.forEach(pod -> pod.at(now, apiServer.apply(now), source));
      List<ReplayedPod> there =
          pods.stream().filter(pod -> pod.process() != ProcessState.GONE).toList();
      there.forEach(pod -> keepKubeStateMetrics(recording, pod));
      if (watched) {
        exporter(recording, exporters, "", there, now);
      } else {
        there.forEach(pod -> exporter(recording, exporters, pod.name(), List.of(pod), now));
      }
      recording.next();
    }
  }

  private void keepKubeStateMetrics(Recording recording, ReplayedPod pod) {
    boolean up = pod.process() == ProcessState.UP;
    Map<String, String> target = target(pod.name(), pod.ip() + ":8080", "kube-state-metrics");
    recording.keep(
        target, up ? List.of("up 1", "kube_state_metrics_list_total 5") : List.of("up 0"));
  }

  private void exporter(
      Recording recording,
      Map<String, Exporter> exporters,
      String key,
      List<ReplayedPod> asked,
      int second) {
    Map<String, String> target =
        watched
            ? target("probes-0", "10.0.9.9:10117", "ksm-probe-exporter")
            : target(key, asked.getFirst().ip() + ":10117", "ksm-probe-exporter");
    if (!exporting.test(second)) {
      exporters.remove(key);
      asked.forEach(ReplayedPod::forgotten);
      recording.keep(target, List.of("up 0"));
      return;
    }
    Exporter exporter = exporters.computeIfAbsent(key, _ -> started(second));
    List<PodReport> reports = asked.stream().map(pod -> pod.asked(second, !watched)).toList();
    Instant end = Instant.EPOCH.plusSeconds(second);
    Report report = new Report(reports, end, Duration.ofMillis(20), ReplayedPod.INTERVAL);
    exporter.exposition().accept(report);
    exporter.latest().accept(report);
    recording.keep(target, List.of("up 1"));
    recording.keep(target, Scraped.of(exporter.exposition()).samples());
  }

  private Exporter started(int second) {
    LatestReport latest = new LatestReport();
    Cardinality detail = watched ? Cardinality.CLUSTER : Cardinality.SIDECAR;
    Exposition exposition = new Exposition(latest, Series.of(detail), "1", "abc", "main");
    exposition.show(() -> api(second, latest));
    exposition.show(new InternalErrors());
    exposition.show(() -> new ReloadState(true, Instant.EPOCH));
    return new Exporter(latest, exposition);
  }

  private ApiUse.Counts api(int started, LatestReport latest) {
    int now =
        latest.get().map(report -> (int) report.finishedAt().getEpochSecond()).orElse(started);
    boolean up = apiServer.apply(now) == ApiServer.UP;
    Map<ApiUse.Call, Long> counts = new HashMap<>();
    counts.put(new ApiUse.Call("list", "200"), 1L);
    if (IntStream.rangeClosed(started, now).anyMatch(at -> apiServer.apply(at) != ApiServer.UP)) {
      counts.put(new ApiUse.Call("list", ApiUse.Call.NO_ANSWER), 1L);
    }
    return new ApiUse.Counts(Optional.of(up), counts);
  }

  private Map<String, String> target(String pod, String instance, String job) {
    Map<String, String> labels =
        new TreeMap<>(
            Map.of(
                "job", job,
                "instance", instance,
                "namespace", "monitoring",
                "pod", pod,
                "container", job,
                "endpoint", "metrics"));
    if (!cluster.isEmpty()) {
      labels.put("cluster", cluster);
    }
    return labels;
  }
}
