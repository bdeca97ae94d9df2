package io.github.ksmprobe.round;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Pods with a readiness probe, and answers for them. */
public final class ReadinessPods {

  /** Answers as the model of the pod's version does. */
  public static final Prober ALL_WELL =
      plan -> {
        KsmPod pod = target("any").pod();
        return new Prediction(
                pod, RunningVersion.ofImage(pod.ksm().image()).match(), Conditions.NORMAL)
            .answers(plan);
      };

  public static final Prober SILENT =
      plan ->
          plan.asks().stream()
              .map(
                  ask ->
                      new Answered(
                          ask,
                          new Answer.NoResponse(Answer.Cause.TIMEOUT, "", Duration.ofSeconds(1))))
              .toList();

  private ReadinessPods() {}

  /** So long after the start of a test. */
  public static Moment moment(Duration after) {
    return new Moment(Instant.parse("2026-01-01T00:00:00Z").plus(after), after.toNanos());
  }

  public static Target target(String name, ContainerState... states) {
    return target(name, "10.0.0.1", states);
  }

  public static Target target(String name, String ip, ContainerState... states) {
    HttpGet readyz =
        new HttpGet("/readyz", new PortRef.Named("metrics"), Scheme.HTTP, "", List.of());
    return new Target(
        pod(name, readyz, false, ip),
        Vantage.outside(ip),
        new KubeletView(WorkloadSource.POD_WATCH, List.of(states)));
  }

  /** One whose readiness probe asks that. */
  static KsmPod pod(String name, HttpGet readiness, boolean hostNetwork, String ip) {
    Container ksm =
        new Container(
            "kube-state-metrics",
            "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1",
            List.of(),
            List.of(),
            List.of(),
            List.of(new Port("http", 8080), new Port("metrics", 8081)),
            List.of(Probe.of(ProbeType.READINESS, readiness)));
    Pod pod = new Pod(hostNetwork, ip, List.of(ksm));
    return KsmPod.of(new Workload("test", "Pod", "monitoring", name, Map.of(), pod)).orElseThrow();
  }

  public static Round round(Prober prober) {
    return new Round(prober, Duration.ofSeconds(1), Duration.ofSeconds(5), 4);
  }

  /** The same pod with a readiness probe that begins late. */
  public static Target delayed(Target target, Duration delay) {
    Workload workload = target.pod().workload();
    Container ksm = target.pod().ksm();
    Probe probe = ksm.probes().getFirst();
    Probe late =
        new Probe(
            probe.type(),
            probe.handler(),
            probe.timeout(),
            probe.period(),
            probe.failureThreshold(),
            delay);
    Container changed =
        new Container(
            ksm.name(),
            ksm.image(),
            ksm.command(),
            ksm.args(),
            ksm.env(),
            ksm.ports(),
            List.of(late));
    return new Target(
        KsmPod.of(workload.withPod(new Pod(false, target.pod().ip(), List.of(changed))))
            .orElseThrow(),
        target.vantage(),
        target.kubelet());
  }
}
