package io.github.ksmprobe.exposition;

import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reports on pods as a round makes them where the pod's status can be read. */
public final class WatchedPods {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String DEMO = "/io/github/ksmprobe/demo/pods.yaml";
  private static final String SICK = "/exposition/sick.yaml";

  private WatchedPods() {}

  /** The demo's pod that is configured as it should be. */
  public static PodReport healthy(boolean fromInside) {
    return report(pod(DEMO, "ksm-2-14-fixed"), fromInside);
  }

  /** The demo's pods, some of them with wrong probes. */
  public static List<PodReport> demo(boolean fromInside) {
    return pods(DEMO).map(pod -> report(pod, fromInside)).toList();
  }

  /** The same pod in rounds in which each endpoint gave, one after another, every wrong answer. */
  static List<List<PodReport>> sick(boolean fromInside) {
    PodReport report = report(pod(SICK, "ksm-sick"), fromInside);
    return Stream.of(AnswerClass.values()).map(kind -> List.of(answering(report, kind))).toList();
  }

  /** The same report on so many pods of other names. */
  static List<PodReport> copies(PodReport report, int count) {
    Workload one = report.pod().workload();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Workload(
                    one.origin(),
                    one.kind(),
                    one.namespace(),
                    one.name() + "-" + i,
                    one.labels(),
                    one.pod(),
                    one.problems()))
        .map(other -> of(KsmPod.of(other).orElseThrow(), report, report.endpoints()))
        .toList();
  }

  private static PodReport report(KsmPod declared, boolean fromInside) {
    KsmPod pod =
        KsmPod.of(declared.workload().withPod(declared.workload().pod().withIp("10.0.0.7")))
            .orElseThrow();
    Vantage vantage = fromInside ? Vantage.inside(pod.ip()) : Vantage.outside(pod.ip());
    Target target =
        new Target(
            pod,
            vantage,
            new KubeletView(
                WorkloadSource.POD_LIST,
                pod.judged().stream()
                    .map(container -> new ContainerState(container.name(), true, 0))
                    .toList()));
    var version = RunningVersion.ofImage(pod.ksm().image()).match();
    Prediction answers = new Prediction(pod, version, Conditions.NORMAL);
    PodReport judged = Judge.of(target, new Round(answers::answers, SECOND, SECOND, 1).on(target));
    return of(pod, judged, judged.endpoints());
  }

  /** The same pod where each endpoint gave that wrong answer. */
  static PodReport answering(PodReport report, AnswerClass kind) {
    return of(
        report.pod(),
        report,
        report.endpoints().stream()
            .map(
                cell ->
                    new EndpointState(
                        cell.listener(),
                        cell.path(),
                        cell.via(),
                        kind,
                        500,
                        false,
                        cell.bytes(),
                        cell.took(),
                        true))
            .toList());
  }

  private static PodReport of(KsmPod pod, PodReport report, List<EndpointState> endpoints) {
    return new PodReport(
        pod,
        report.version(),
        report.verdicts(),
        endpoints,
        report.outlooks(),
        report.evidence(),
        report.kubelet(),
        pod.judged().stream().flatMap(WatchedPods::compared).toList());
  }

  private static Stream<Disagreement> compared(Container container) {
    return container.probes().stream()
        .map(probe -> new Disagreement(container.name(), probe.type(), false));
  }

  private static KsmPod pod(String file, String name) {
    return pods(file).filter(pod -> pod.workload().name().equals(name)).findFirst().orElseThrow();
  }

  private static Stream<KsmPod> pods(String file) {
    try (InputStream in =
        Objects.requireNonNull(WatchedPods.class.getResourceAsStream(file), file)) {
      return ManifestReader.read(file, in).workloads().stream()
          .flatMap(workload -> KsmPod.of(workload).stream());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
