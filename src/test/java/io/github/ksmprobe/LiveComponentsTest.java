package io.github.ksmprobe;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
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
    return ComponentFiles.with(List.of("src/test/resources/strangers")).stream()
        .filter(component -> !component.isKubeStateMetrics())
        .flatMap(
            component ->
                component.openings().stream()
                    .flatMap(
                        opening ->
                            component.contracts().stream()
                                .map(row -> Arguments.of(component, opening, row))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void live_and_predicted_verdicts_agree(Component component, Opening dialled, Contract row)
      throws IOException {
    List<String> paths = new ArrayList<>(List.of("/", "/nowhere"));
    // What depends on more than the path has no answer in the model.
    component.openings().stream()
        .flatMap(opening -> row.served(opening.listener()).stream())
        .filter(endpoint -> endpoint.kind() != Endpoint.Kind.VARIES)
        .forEach(endpoint -> paths.add(endpoint.path()));
    for (String path : paths) {
      KsmPod pod = pod(component, row, dialled, path);
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

  @Test
  void of_two_ports_each_is_asked_over_what_it_speaks() throws IOException {
    String file = "src/test/resources/strangers/manager.yaml";
    Component manager = ComponentFiles.read(file).getFirst().component();
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: n}
        spec:
          containers:
            - name: c
              image: gadget-operator:v1.0.0
              args: [--metrics-secure, --metrics-bind-address=:%d]
        status: {podIP: %s}
        """
            .formatted(PORT, LOOPBACK);
    try (SimulatedPod _ = served(read(manager, yaml))) {
      String said =
          InProcess.run(
                  "probe",
                  "--component=manager",
                  "--contracts=" + file,
                  "--main-url=https://" + LOOPBACK + ":" + PORT,
                  "--telemetry-url=http://" + LOOPBACK + ":8081")
              .out();
      assertTrue(said.contains("manager v1.0.0 (by its build_info)"), said);
      assertTrue(said.contains("main, loopback          telemetry, loopback"), said);
      assertTrue(said.matches("(?s).*/healthz +404 not_found +200 served\n.*"), said);
      assertTrue(said.matches("(?s).*/metrics +200 served +404 not_found\n.*"), said);
    }
  }

  private static List<Reason> reasons(PodReport report) {
    return report.verdicts().stream().map(Verdict::reason).toList();
  }

  private static SimulatedPod served(KsmPod pod) throws IOException {
    return SimulatedPod.start(
        pod, LOOPBACK, RunningVersion.ofImage(pod).match(), Conditions.NORMAL);
  }

  private static int port(Opening opening) {
    return opening.listener() == Listener.MAIN ? PORT : PORT + 1;
  }

  private static KsmPod pod(Component component, Contract row, Opening dialled, String path) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: n}
        spec:
          containers:
            - name: c
              image: registry.example/%s:%s
              args: [%s]
              ports: [{name: web, containerPort: %d}]
              startupProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: 1}}
              livenessProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: web, scheme: %s}}
              readinessProbe: {timeoutSeconds: 60, httpGet: {path: "%s", port: web}}
        status: {podIP: %s}
        """
            .formatted(
                component.images().iterator().next(),
                row.since(),
                component.openings().stream()
                    .map(opening -> "\"" + opening.argument(port(opening)).orElseThrow() + "\"")
                    .collect(joining(", ")),
                port(dialled),
                path,
                path,
                dialled.tls() instanceof TlsSwitch.Always ? "HTTPS" : "HTTP",
                path,
                IP);
    return read(component, yaml);
  }

  private static KsmPod read(Component component, String yaml) {
    var read =
        ManifestReader.open(
            "pod.yaml",
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
            List.of(component));
    return KsmPod.of(read.next().orElseThrow(), component).orElseThrow();
  }
}
