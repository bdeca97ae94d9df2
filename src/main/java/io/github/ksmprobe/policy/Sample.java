package io.github.ksmprobe.policy;

import static io.github.ksmprobe.workload.Scheme.HTTP;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pod of which everything is shown, to be judged as every other: what the policy says in such a
 * case, the verdict says first.
 *
 * @param image of kube-state-metrics
 * @param flags beside those that give it its ports
 * @param beside the ports that another container declares; there is none without any
 */
record Sample(String image, List<String> flags, List<Port> beside) {

  static final int MAIN = 41080;
  static final int TELEMETRY = 41081;
  static final int NOBODYS = 41082;
  static final String CONTAINER = "sample-container";
  static final String NEIGHBOUR = "sample-neighbour";

  private static final String IMAGE = "registry.k8s.io/kube-state-metrics/kube-state-metrics";

  /** One of a version. */
  static Sample of(Object version, String... flags) {
    return new Sample(IMAGE + ":" + version, List.of(flags), List.of());
  }

  /** One whose image names no version. */
  static Sample ofUnknownVersion(String... flags) {
    return new Sample(IMAGE, List.of(flags), List.of());
  }

  Sample beside(Port port) {
    return new Sample(image, flags, List.of(port));
  }

  static Handler get(String path, int port) {
    return new HttpGet(path, new PortRef.Numbered(port), HTTP, "", List.of());
  }

  /** The verdict on its readiness probe. */
  Verdict verdict(Handler handler) {
    List<String> args = new ArrayList<>(flags);
    args.add("--port=" + MAIN);
    args.add("--telemetry-port=" + TELEMETRY);
    Probe probe = Probe.of(ProbeType.READINESS, handler);
    Container ksm =
        new Container(CONTAINER, image, List.of(), args, List.of(), List.of(), List.of(probe));
    Container neighbour =
        new Container(NEIGHBOUR, "neighbour", List.of(), List.of(), List.of(), beside, List.of());
    List<Container> containers =
        Stream.of(ksm, neighbour).filter(one -> one.equals(ksm) || !beside.isEmpty()).toList();
    Pod pod = new Pod(false, "", containers);
    KsmPod judged =
        KsmPod.of(new Workload("", "Deployment", "", "sample", Map.of(), pod)).orElseThrow();
    return Judge.predicted(judged, RunningVersion.ofImage(judged)).verdicts().stream()
        .filter(verdict -> verdict.type() == ProbeType.READINESS)
        .findFirst()
        .orElseThrow();
  }
}
