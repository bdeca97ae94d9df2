package io.github.ksmprobe.exposition;

import static java.util.Comparator.comparing;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.UpgradeVerdicts;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last report as metrics, rebuilt for each scrape from immutable data, so that the series of a
 * pod that is gone vanish with it. A scrape does no I/O.
 */
final class ReportMetrics implements MultiCollector {

  private static final List<Reason> MISMATCHES =
      Stream.of(Reason.values()).filter(reason -> reason.kind() == Reason.Kind.MISMATCH).toList();

  private final LatestReport latest;
  private final Series series;
  private final Cardinality detail;
  private final LabelSets labels = new LabelSets();

  /** Metrics over whatever is the latest report at the time of a scrape. */
  ReportMetrics(LatestReport latest, Series series) {
    this.latest = latest;
    this.series = series;
    this.detail = series.detail();
  }

  @Override
  public MetricSnapshots collect() {
    Optional<Report> report = latest.get();
    List<PodReport> pods =
        report.map(Report::pods).orElse(List.of()).stream()
            .sorted(comparing(PodReport::key))
            .toList();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    endpoints(pods).forEach(all::metricSnapshot);
    probes(pods).forEach(all::metricSnapshot);
    new KubeletMetrics(labels).of(pods).forEach(all::metricSnapshot);
    all.metricSnapshot(new ProbeConfig(labels).of(pods))
        .metricSnapshot(targets(pods))
        .metricSnapshot(problems(pods))
        .metricSnapshot(KubeletMetrics.sources(pods));
    report.ifPresent(known -> rounds(known).forEach(all::metricSnapshot));
    return all.build();
  }

  private List<GaugeSnapshot> endpoints(List<PodReport> pods) {
    Family status =
        new Family(
            "ksm_probe_endpoint_status_code",
            "HTTP status code that the endpoint answered in the last round, 0 for no answer.");
    Family success =
        new Family(
            "ksm_probe_endpoint_success",
            "Whether the endpoint answered in the last round as this version of "
                + series.component().name()
                + " should.");
    Family response =
        new Family(
            "ksm_probe_endpoint_response",
            "The class of the endpoint's answer in the last round, by its content: 1 for one class; the others are 0, and there with --metrics.detail=full only.");
    for (PodReport pod : pods) {
      Labels target = LabelSets.target(pod);
      for (EndpointState state : pod.endpoints()) {
        if (!series.shows(state.listener(), state.path())) {
          continue;
        }
        Labels cell =
            labels.of(
                LabelNames.LISTENER, state.listener().label(),
                LabelNames.PATH, state.path(),
                LabelNames.VIA, state.via().label());
        status.add(target, cell, state.statusCode());
        success.add(target, cell, state.asExpected());
        for (AnswerClass kind : AnswerClass.values()) {
          if (detail.shows(kind == state.kind())) {
            response.add(target, classOf(state, kind), kind == state.kind());
          }
        }
      }
    }
    return List.of(status.build(), success.build(), response.build());
  }

  private List<GaugeSnapshot> probes(List<PodReport> pods) {
    Family success =
        new Family(
            "ksm_probe_kubelet_success",
            "Whether the configured probe, sent as the kubelet sends it, would succeed now. Absent where that cannot be known.");
    Family result =
        new Family(
            "ksm_probe_kubelet_result",
            "What the kubelet makes of the configured probe: 1 for one result; the others are 0, and there with --metrics.detail=full only. A discarded run moves no counter of the kubelet.");
    Family mismatch =
        new Family(
            "ksm_probe_mismatch",
            "Whether the configured probe and what is served disagree for this reason, so that somebody must change the configuration; 0 is there with --metrics.detail=full only.");
    Family upgrade =
        new Family(
            "ksm_probe_upgrade_mismatch",
            "Whether the configured probe would disagree for this reason with what that later version of "
                + series.component().name()
                + " serves; 0 is there with --metrics.detail=full only.");
    for (PodReport pod : pods) {
      Labels target = LabelSets.target(pod);
      for (Verdict verdict : pod.verdicts()) {
        Labels probe = probe(verdict);
        verdict.result().ifPresent(known -> success.add(target, probe, known == Result.SUCCESS));
        if (verdict.request().isPresent()) {
          results(result, target, verdict);
          mismatches(mismatch, target, verdict);
        }
      }
      pod.outlooks().forEach(outlook -> mismatches(upgrade, target, outlook));
    }
    return List.of(success.build(), result.build(), mismatch.build(), upgrade.build());
  }

  private void results(Family family, Labels target, Verdict verdict) {
    for (Result one : Result.values()) {
      boolean holds = verdict.result().filter(one::equals).isPresent();
      if (detail.shows(holds)) {
        family.add(
            target,
            labels.of(
                LabelNames.CONTAINER, verdict.container(),
                LabelNames.PROBE_TYPE, verdict.type().label(),
                LabelNames.RESULT, one.label()),
            holds);
      }
    }
  }

  private void mismatches(Family family, Labels target, Verdict verdict, String... more) {
    for (Reason reason : MISMATCHES) {
      boolean holds = reason == verdict.reason();
      if (detail.shows(holds)) {
        family.add(target, probe(verdict, reason, more), holds);
      }
    }
  }

  private void mismatches(Family family, Labels target, UpgradeVerdicts outlook) {
    for (Verdict verdict : outlook.verdicts()) {
      if (verdict.request().isPresent()) {
        mismatches(family, target, verdict, LabelNames.KSM_VERSION, outlook.version().number());
      }
    }
  }

  private InfoSnapshot targets(List<PodReport> pods) {
    InfoSnapshot.Builder info =
        InfoSnapshot.builder()
            .name("ksm_probe_target")
            .help(
                "The watched "
                    + series.component().name()
                    + ": the version that runs, how it was learnt, its image, and the version that its label app.kubernetes.io/version declares.");
    for (PodReport pod : pods) {
      String version = pod.version().match().version().map(KsmVersion::number).orElse("unknown");
      Labels known =
          labels.of(
              "version", version,
              "version_source", pod.version().source().label(),
              "image", pod.pod().ksm().image(),
              "declared_version", declaredVersion(pod));
      info.dataPoint(
          InfoDataPointSnapshot.builder().labels(LabelSets.target(pod).merge(known)).build());
    }
    return info.build();
  }

  private static GaugeSnapshot problems(List<PodReport> pods) {
    Family problems =
        new Family(
            "ksm_probe_target_problems",
            "How many parts of the pod's declaration cannot be read; the rest of it is judged.");
    pods.forEach(
        pod ->
            problems.add(
                LabelSets.target(pod), Labels.EMPTY, pod.pod().workload().problems().size()));
    return problems.build();
  }

  // A claim like the image's tag, and often a wrong one: exported to be compared, never believed.
  private static String declaredVersion(PodReport pod) {
    return pod.pod().workload().labels().getOrDefault("app.kubernetes.io/version", "");
  }

  private static List<GaugeSnapshot> rounds(Report report) {
    Family finished =
        new Family(
            "ksm_probe_last_round_timestamp_seconds",
            "When the last round of requests ended; results are from that round, not from the scrape.");
    finished.add(report.finishedAt().toEpochMilli() / 1000.0);
    Family interval =
        new Family(
            "ksm_probe_round_interval_seconds",
            "From the start of a round to the start of the next.");
    interval.add(report.interval().toMillis() / 1000.0);
    Family took = new Family("ksm_probe_round_duration_seconds", "How long the last round took.");
    took.add(report.took().toMillis() / 1000.0);
    return List.of(finished.build(), interval.build(), took.build());
  }

  private Labels classOf(EndpointState state, AnswerClass kind) {
    return labels.of(
        LabelNames.LISTENER, state.listener().label(),
        LabelNames.PATH, state.path(),
        LabelNames.VIA, state.via().label(),
        LabelNames.CLASS, kind.label());
  }

  private Labels probe(Verdict verdict) {
    return labels.of(
        LabelNames.CONTAINER, verdict.container(), LabelNames.PROBE_TYPE, verdict.type().label());
  }

  private Labels probe(Verdict verdict, Reason reason, String... more) {
    List<String> pairs =
        new ArrayList<>(
            List.of(
                LabelNames.CONTAINER, verdict.container(),
                LabelNames.PROBE_TYPE, verdict.type().label(),
                LabelNames.REASON, reason.label()));
    pairs.addAll(List.of(more));
    return labels.of(pairs.toArray(String[]::new));
  }
}
