package io.github.ksmprobe.docs;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.IdleLauncher;
import io.github.ksmprobe.cli.ConfigurationKeys;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.exposition.ApiMetrics;
import io.github.ksmprobe.exposition.BuildInfo;
import io.github.ksmprobe.exposition.ErrorMetrics;
import io.github.ksmprobe.exposition.ReloadMetrics;
import io.github.ksmprobe.exposition.ReportMetrics;
import io.github.ksmprobe.exposition.RequestMetrics;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.InternalErrors;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.ApiUse;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProbeType;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the reference pages to the code; {@code make docs} writes them anew. */
class ReferenceDocsTest {

  private static final Path DOCS = Path.of("docs");

  @Test
  void verdicts_page_is_what_the_code_says() throws IOException {
    hold("verdicts.md", ReferenceDocs.verdicts());
  }

  @Test
  void compatibility_page_is_what_the_code_says() throws IOException {
    hold("compatibility.md", ReferenceDocs.compatibility());
  }

  @Test
  void flags_page_is_what_the_code_says() throws IOException {
    Manifests none = file -> new Manifests.Loaded(List.of(), 0, List.of());
    Formats formats = new Formats(reports -> "", reports -> "", reports -> "");
    hold(
        "flags.md",
        ReferenceDocs.flags(
            RootCommand.commandLine(new IdleLauncher(), (_, _) -> Map.of(), none, formats)));
  }

  @Test
  void configuration_page_has_every_key_with_an_example() throws IOException {
    assertEquals(
        ConfigurationDocs.EXAMPLES.keySet(),
        ConfigurationDocs.keys().stream().map(ConfigurationKeys.Key::name).collect(toSet()));
    hold("configuration.md", ConfigurationDocs.page(ConfigurationDocs.keys()));
  }

  @Test
  void metrics_page_is_what_the_code_exports() throws IOException {
    LatestReport latest = new LatestReport();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new ReportMetrics(latest));
    registry.register(new ErrorMetrics(new InternalErrors()));
    registry.register(new ReloadMetrics(() -> new ReloadState(true, Instant.EPOCH)));
    registry.register(
        new ApiMetrics(
            () -> new ApiUse.Counts(Optional.of(true), Map.of(new ApiUse.Call("get", "200"), 1L))));
    RequestMetrics requests = new RequestMetrics(registry);
    BuildInfo.register(registry, "1", "", "");
    Report report =
        new Report(
            List.of(example()), Instant.EPOCH, Duration.ofMillis(20), Duration.ofSeconds(15));
    latest.accept(report);
    requests.accept(report);
    hold("metrics.md", ReferenceDocs.metrics(registry.scrape()));
  }

  private static PodReport example() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ReportMetrics.class.getResourceAsStream("/io/github/ksmprobe/demo/pods.yaml"))) {
      KsmPod pod =
          ManifestReader.read("demo.yaml", in).workloads().stream()
              .flatMap(workload -> KsmPod.of(workload).stream())
              .findFirst()
              .orElseThrow();
      PodReport report = Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image()));
      String ksm = pod.ksm().name();
      return new PodReport(
          pod,
          report.version(),
          report.verdicts(),
          report.endpoints(),
          report.outlooks(),
          report.evidence(),
          new KubeletView(WorkloadSource.POD_GET, List.of(new ContainerState(ksm, true, 0))),
          List.of(new Disagreement(ksm, ProbeType.READINESS, false)));
    }
  }

  private static void hold(String page, String expected) throws IOException {
    Path file = DOCS.resolve(page);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, expected);
    }
    assertEquals(
        expected,
        Files.exists(file) ? Files.readString(file) : "",
        "docs/" + page + " is not what the code says; run 'make docs' and commit it");
  }
}
