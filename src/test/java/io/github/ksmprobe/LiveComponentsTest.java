package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.contract.TlsSwitch;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each row of each component says, served over real sockets, is judged as it is predicted. */
class LiveComponentsTest {

  // Addresses of this process alone, so that two runs on one machine do not meet.
  private static final String NET = "127.5." + (ProcessHandle.current().pid() % 250 + 1) + ".";
  private static final String IP = NET + "7";
  private static final String LOOPBACK = NET + "8";
  private static final int PORT = 19_199;

  static Stream<Arguments> rows() {
    return ComponentFiles.with(List.of()).stream()
        .filter(component -> !component.isKubeStateMetrics())
        .flatMap(
            component -> component.contracts().stream().map(row -> Arguments.of(component, row)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void live_and_predicted_verdicts_agree(Component component, Contract row) throws IOException {
    List<String> paths = new ArrayList<>(List.of("/", "/nowhere"));
    // What depends on more than the path has no answer in the model.
    row.main().stream()
        .filter(endpoint -> endpoint.kind() != Endpoint.Kind.VARIES)
        .forEach(endpoint -> paths.add(endpoint.path()));
    for (String path : paths) {
      KsmPod pod = pod(component, row, path);
      try (SimulatedPod _ = served(pod);
          VertxProber prober = new VertxProber()) {
        Target target = new Target(pod, new Vantage(Optional.of(LOOPBACK), Optional.of(IP)));
        Round round = new Round(prober, Duration.ofSeconds(60), Duration.ofSeconds(60), 4);
        PodReport live = Judge.of(target, round.on(target));
        PodReport next = Judge.of(target, round.on(target));
        String what = component.name() + " " + row.since() + " " + path;
        assertEquals(Judge.predicted(pod, live.version()).verdicts(), live.verdicts(), what);
        assertEquals(new ContractMatch.Known(row.since(), row), live.version().match(), what);
        // Though /metrics was not asked again.
        assertEquals(live.version(), next.version(), what);
        assertEquals(reasons(live), reasons(next), what);
        assertEquals(
            List.of(), live.endpoints().stream().filter(cell -> !cell.asExpected()).toList(), what);
      }
    }
  }

  @Test
  void what_has_one_port_has_one_column() {
    String said =
        InProcess.run("probe", "--component=statsd_exporter", "--main-url=http://127.0.0.1:1")
            .out();
    assertTrue(said.contains("main, loopback") && !said.contains("telemetry"), said);
  }

  private static List<Reason> reasons(PodReport report) {
    return report.verdicts().stream().map(Verdict::reason).toList();
  }

  private static SimulatedPod served(KsmPod pod) throws IOException {
    return SimulatedPod.start(
        pod, LOOPBACK, RunningVersion.ofImage(pod).match(), Conditions.NORMAL);
  }

  private static KsmPod pod(Component component, Contract row, String path) {
    Opening opening = component.openings().getFirst();
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: n}
        spec:
          containers:
            - name: c
              image: registry.example/%s:%s
              args: ["%s"]
              ports: [{name: web, containerPort: %d}]
              startupProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: 1}}
              livenessProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: web, scheme: %s}}
              readinessProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: web}}
        status: {podIP: %s}
        """
            .formatted(
                component.images().iterator().next(),
                row.since(),
                opening.argument(PORT).orElseThrow(),
                PORT,
                path,
                path,
                opening.tls() instanceof TlsSwitch.Always ? "HTTPS" : "HTTP",
                path,
                IP);
    var read =
        ManifestReader.open(
            "pod.yaml",
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
            List.of(component));
    return KsmPod.of(read.next().orElseThrow(), component).orElseThrow();
  }
}
