package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.pages.LifecycleApi;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * axe-core in a real Chromium finds nothing serious on the pages, dark or light, wide or narrow.
 * Without the tools it is passed over, except in CI.
 */
class AccessibilityTest {

  @TempDir private Path folder;

  @Test
  void axe_finds_nothing_serious() throws Exception {
    boolean tools =
        isOnPath("node") && isOnPath("npm") && (isOnPath("chromium") || isOnPath("google-chrome"));
    String ci = System.getenv("CI");
    boolean inCi = ci != null && !ci.isEmpty();
    assumeTrue(tools || inCi, "no node, npm or Chromium here: tools/page/install-browser");
    assertTrue(tools, "CI needs node, npm and Chromium: tools/page/install-browser");
    try (WebServer web = start()) {
      Path log = folder.resolve("axe.log");
      ProcessBuilder axe = new ProcessBuilder("tools/page/run", "a11y");
      axe.environment().put("PAGE_URL", "http://127.0.0.1:" + web.address().getPort() + "/");
      Process running = axe.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean ended = running.waitFor(5, TimeUnit.MINUTES);
      if (!ended) {
        running.descendants().forEach(ProcessHandle::destroy);
        running.destroy();
      }
      String said = Files.readString(log, StandardCharsets.UTF_8);
      assertTrue(ended, "did not end: " + said);
      assertEquals(0, running.exitValue(), said);
    }
  }

  private static WebServer start() throws Exception {
    List<PodReport> pods = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pods.add(AskedPods.found(AskedPods.pod("many", "ksm-" + i, "v2.12.0")));
    }
    pods.add(AskedPods.found(AskedPods.pod("demo", "ksm-2-13", "v2.13.0")));
    pods.add(AskedPods.found(AskedPods.pod("demo", "ksm-2-14", "v2.14.0")));
    pods.add(
        AskedPods.found(AskedPods.pod("demo", "fine", "v2.14.0", "/livez", "/healthz", List.of())));
    pods.add(AskedPods.found(AskedPods.pod("demo", "note", "v2.14.0", "/", "/metrics", List.of())));
    LatestReport latest = new LatestReport();
    History history = new History();
    pods.add(held("ksm-behind-policy", "v2.14.0", false));
    pods.add(held("ksm-upgraded", "v2.14.0", false));
    Report before = AskedPods.report(List.of(held("ksm-upgraded", "v2.13.0", true)));
    history.accept(before);
    Report report = AskedPods.report(pods);
    history.accept(report);
    latest.accept(report);
    OnDemand none = AskedPods.onNobody();
    Site site =
        new Site(
            latest,
            history,
            new MetricsHandler(new PrometheusRegistry()),
            none,
            LifecycleApi.fixed(Duration.ofSeconds(1)),
            new Site.Formats(all -> "{}", track -> "{}", round -> "", round -> ""),
            Contracts.KUBE_STATE_METRICS);
    return LocalServer.start(site.routes());
  }

  /** With what the kubelet says of it. */
  private static PodReport held(String name, String version, boolean ready) {
    KsmPod pod = AskedPods.pod("demo", name, version, "/livez", "/healthz", List.of());
    KubeletView view =
        new KubeletView(
            WorkloadSource.POD_GET,
            List.of(new ContainerState("kube-state-metrics", ready, 3)),
            Optional.of(new ReadyCondition(ready, AskedPods.NOW.minusSeconds(60))));
    Target target = new Target(pod, AskedPods.target(pod).vantage(), view);
    return Judge.of(target, AskedPods.round(AskedPods.model(pod)).on(target));
  }

  private static boolean isOnPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(entry -> Path.of(entry, tool))
        .anyMatch(Files::isExecutable);
  }
}
