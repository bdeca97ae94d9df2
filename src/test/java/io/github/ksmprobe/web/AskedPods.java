package io.github.ksmprobe.web;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AskedPods for pages, and a prober that answers from the model. */
public final class AskedPods {

  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  public static final String IP = "10.0.0.7";

  private AskedPods() {}

  /** The chart's pod: liveness and readiness on main, which is right for neither of them. */
  public static KsmPod pod(String namespace, String name, String version) {
    return pod(namespace, name, version, "/livez", "/readyz", List.of());
  }

  public static KsmPod pod(
      String namespace,
      String name,
      String version,
      String liveness,
      String readiness,
      List<Header> headers) {
    Container ksm =
        new Container(
            "kube-state-metrics",
            "registry.example/kube-state-metrics/kube-state-metrics:" + version,
            List.of(),
            List.of("--port=8080"),
            List.of(),
            List.of(new Container.Port("http", 8080)),
            List.of(
                probe(ProbeType.LIVENESS, liveness, headers),
                probe(ProbeType.READINESS, readiness, headers)));
    Pod pod = new Pod(false, IP, List.of(ksm));
    return KsmPod.of(new Workload("test.yaml", "Pod", namespace, name, Map.of(), pod))
        .orElseThrow();
  }

  private static Probe probe(ProbeType type, String path, List<Header> headers) {
    return Probe.of(type, new HttpGet(path, new PortRef.Numbered(8080), Scheme.HTTP, "", headers));
  }

  public static Target target(KsmPod pod) {
    return new Target(pod, new Vantage(Optional.of("127.0.0.1"), Optional.of(IP)));
  }

  /** Answers as the pod's image says it would. */
  public static Prober model(KsmPod pod) {
    return (Plan plan) ->
        new Prediction(pod, RunningVersion.ofImage(pod.ksm().image()).match(), Conditions.NORMAL)
            .answers(plan);
  }

  public static Round round(Prober prober) {
    return new Round(prober, Duration.ofSeconds(5), Duration.ofSeconds(10), 1);
  }

  /** Rounds on demand, where no pod is watched. */
  public static OnDemand onNobody() {
    return new OnDemand(
        List::of, round(plan -> List.of()), Clock.systemUTC(), new ConcurrencyLimit(8));
  }

  /** As a round leaves it, evidence included. */
  public static PodReport found(KsmPod pod) {
    return Judge.of(target(pod), round(model(pod)).on(target(pod)));
  }

  /** The same, of which the kubelet says that, with the verdicts that follow from it. */
  public static PodReport told(PodReport found, KubeletView view, List<Verdict> verdicts) {
    return new PodReport(
        found.pod(),
        found.version(),
        verdicts,
        found.endpoints(),
        found.outlooks(),
        found.evidence(),
        view,
        List.of());
  }

  public static Report report(List<PodReport> pods) {
    return new Report(pods, NOW, Duration.ofMillis(30), Duration.ofSeconds(15));
  }
}
