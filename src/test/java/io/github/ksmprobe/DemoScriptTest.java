package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.demo.DemoPod;
import io.github.ksmprobe.demo.DemoScript;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.history.TargetHistory;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's story, a step after the other without waiting, as the exporter sees it. */
class DemoScriptTest {

  private static final Settings SETTINGS =
      new Settings(
          new ListenAddress("127.0.0.1", 0),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          new Subject(Optional.empty(), Optional.empty(), Optional.empty()));

  // The process's id keeps two builds on one machine apart, and from a demo that runs.
  private static final long HOUSE = 20 + ProcessHandle.current().pid() % 100;

  private final History history = new History();

  @Test
  void an_upgrade_breaks_what_passed_by_accident_and_an_api_server_goes_and_comes()
      throws IOException {
    try (DemoPod upgrading = start("v2.13.0", "8080", 201);
        DemoPod dependent = start("v2.20.0", "8081", 202)) {
      DemoScript story = DemoScript.of(upgrading, pod("v2.14.0", "8080"), dependent);
      assertEquals(3, story.steps().size());
      List<Duration> times = story.steps().stream().map(DemoScript.Step::after).toList();
      assertEquals(times.stream().sorted().toList(), times);

      assertEquals(Reason.CATCH_ALL, reason(round(upgrading), ProbeType.READINESS));
      assertTrue(ksm(round(upgrading)).ready());
      story.steps().get(0).action().act();
      PodReport broken = round(upgrading);
      assertEquals(Reason.WRONG_PORT, reason(broken, ProbeType.READINESS));
      assertEquals(false, ksm(broken).ready());
      TargetHistory track = history.of(broken.key()).orElseThrow();
      assertTrue(
          track.changes().stream()
              .map(change -> change.subject().kind() + ": " + change.to())
              .toList()
              .containsAll(
                  List.of("version: v2.14.0", "verdict: wrong_port, failure", "ready: not ready")),
          track.changes()::toString);

      assertEquals(Reason.OK, reason(round(dependent), ProbeType.LIVENESS));
      story.steps().get(1).action().act();
      PodReport down = round(dependent);
      assertEquals(Reason.DEPENDENCY_DOWN, reason(down, ProbeType.LIVENESS));
      assertTrue(ksm(down).ready(), "readiness does not ask the API server");
      story.steps().get(2).action().act();
      assertEquals(Reason.OK, reason(round(dependent), ProbeType.LIVENESS));
    }
  }

  private PodReport round(DemoPod pod) {
    Report report = Sidecar.once(SETTINGS, Demo.targets(List.of(pod)));
    history.accept(report);
    return report.pods().getFirst();
  }

  private static ContainerState ksm(PodReport report) {
    return report.kubelet().container("kube-state-metrics").orElseThrow();
  }

  private static Reason reason(PodReport report, ProbeType type) {
    return Stream.of(report)
        .flatMap(one -> one.verdicts().stream())
        .filter(verdict -> verdict.type() == type)
        .map(Verdict::reason)
        .findFirst()
        .orElseThrow();
  }

  private static DemoPod start(String version, String readinessPort, int number)
      throws IOException {
    return DemoPod.start(
        pod(version, readinessPort),
        "127." + HOUSE + ".1." + number,
        "127." + HOUSE + ".2." + number,
        false,
        Clock.systemUTC());
  }

  private static Workload pod(String version, String readinessPort) {
    String manifest = Pods.plain("ksm", version, "5.26.0", readinessPort);
    return ManifestReader.read(
            "pod.yaml", new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
        .workloads()
        .getFirst();
  }
}
