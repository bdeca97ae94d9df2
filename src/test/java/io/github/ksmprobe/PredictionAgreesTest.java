package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code check} predicts and what a live round over real sockets finds are the same, word for
 * word, for every release and every pod fixture.
 */
class PredictionAgreesTest {

  private static final Path FIXTURES = Path.of("src/test/resources/agreement");
  // Addresses of this process alone, so that two runs on one machine do not meet.
  private static final String NET = "127.5." + (ProcessHandle.current().pid() % 250 + 1) + ".";
  private static final String POD_IP = NET + "1";
  private static final String LOOPBACK = NET + "2";

  /** The loopback that a probe with {@code host: 127.0.0.1} names; only hostNetwork lets it. */
  private static final String OF_THE_NODE = "127.0.0.1";

  /** Where images come from whose tags are versions of kube-state-metrics. */
  private static final String OURS = "registry.example/";

  @TestFactory
  Stream<DynamicTest> live_and_predicted_verdicts_agree() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> Contracts.releases().forEach(version -> agree(file, version))));
    }
  }

  private static void agree(Path file, KsmVersion version) {
    KsmPod pod = pod(file, version);
    String loopback = pod.workload().pod().hostNetwork() ? OF_THE_NODE : LOOPBACK;
    Vantage vantage = new Vantage(Optional.of(loopback), Optional.of(POD_IP));
    try (SimulatedPod _ =
            SimulatedPod.start(pod, loopback, Contracts.of(version), Conditions.NORMAL);
        VertxProber prober = new VertxProber()) {
      Round round = new Round(prober, Duration.ofSeconds(5), Duration.ofSeconds(10), 1);
      Target target = new Target(pod, vantage);
      PodReport live = Judge.of(target, round.on(target));
      // Where the image names no version, what is told by the answers alone decides.
      boolean named = pod.ksm().image().startsWith(OURS);
      PodReport predicted =
          Judge.predicted(pod, named ? RunningVersion.given(version) : live.version());
      assertEquals(predicted.verdicts(), live.verdicts(), file + " under " + version);
      assertEquals(predicted.notes(), live.notes(), file + " under " + version);
      assertEquals(Contracts.of(version).contract(), live.version().match().contract(), "" + file);
      assertEquals(predicted.version().match(), live.version().match(), file + " under " + version);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private static KsmPod pod(Path file, KsmVersion version) {
    ManifestRead read = ManifestReader.read(file);
    assertEquals(List.of(), read.problems());
    Workload workload = read.workloads().getFirst();
    List<Container> containers =
        workload.pod().containers().stream()
            .map(
                container ->
                    container.name().equals("kube-state-metrics")
                            && container.image().startsWith(OURS)
                        ? withImage(container, OURS + "kube-state-metrics:" + version)
                        : container)
            .toList();
    Pod pod = new Pod(workload.pod().hostNetwork(), POD_IP, containers);
    return KsmPod.of(workload.withPod(pod)).orElseThrow();
  }

  private static Container withImage(Container one, String image) {
    return new Container(
        one.name(), image, one.command(), one.args(), one.env(), one.ports(), one.probes());
  }
}
