package io.github.ksmprobe.alerts;

import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.exposition.BuildInfo;
import io.github.ksmprobe.exposition.ErrorMetrics;
import io.github.ksmprobe.exposition.ReloadMetrics;
import io.github.ksmprobe.exposition.ReportMetrics;
import io.github.ksmprobe.exposition.RequestMetrics;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.round.InternalErrors;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that expressions may use: what the exporter exports, and a short list beside it. */
public final class MetricNames {

  /** Names that this registry does not have, and why an expression may use them anyway. */
  public static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("up", "Prometheus"),
          Map.entry("ALERTS", "Prometheus"),
          Map.entry("kube_state_metrics_list_total", "kube-state-metrics, telemetry"),
          Map.entry("kube_state_metrics_watch_total", "kube-state-metrics, telemetry"),
          Map.entry("ksm_probe_kubelet_disagrees", "exported where pods are read from the API"),
          Map.entry("ksm_probe_kubernetes_api_up", "exported where pods are read from the API"),
          Map.entry(
              "ksm_probe_kubernetes_api_requests_total",
              "exported where pods are read from the API"),
          Map.entry("ksm_probe_container_ready", "exported where pods are read from the API"),
          Map.entry(
              "ksm_probe_container_restarts_total", "exported where pods are read from the API"));

  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:ksm_probe_|kube_state_metrics_|target:ksm_probe_|up\\b|ALERTS\\b)[a-z0-9_:]*");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]");

  private static final Set<String> EXPORTED = afterOneRound();

  private MetricNames() {}

  /** The metrics that an expression asks for. */
  public static Set<String> in(String expression) {
    return NAME.matcher(TEXT.matcher(expression).replaceAll("\"\""))
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all series on the exporter's /metrics, after one round on known pods. */
  public static Set<String> exported() {
    return EXPORTED;
  }

  private static Set<String> afterOneRound() {
    PrometheusRegistry registry = new PrometheusRegistry();
    LatestReport latest = new LatestReport();
    registry.register(new ReportMetrics(latest));
    registry.register(new ErrorMetrics(new InternalErrors()));
    registry.register(new ReloadMetrics(() -> new ReloadState(true, Instant.EPOCH)));
    RequestMetrics requests = new RequestMetrics(registry);
    BuildInfo.register(registry, "0", "", "");
    Report report =
        new Report(pods(), Instant.EPOCH, Duration.ofSeconds(1), Duration.ofSeconds(15));
    latest.accept(report);
    requests.accept(report);
    return SERIES
        .matcher(text(registry))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<PodReport> pods() {
    try (InputStream in =
        Objects.requireNonNull(
            MetricNames.class.getResourceAsStream("/io/github/ksmprobe/demo/pods.yaml"))) {
      return ManifestReader.read("pods.yaml", in).workloads().stream()
          .flatMap(
              workload -> KsmPod.of(workload.withPod(workload.pod().withIp("127.0.0.1"))).stream())
          .map(pod -> Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String text(PrometheusRegistry registry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
