package io.github.ksmprobe.kubernetes;

import static java.util.stream.Collectors.toMap;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.Targets;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Own pods being looked for, and API servers that grant this and that. */
final class OwnPods implements AutoCloseable {

  /** The shortest pause between requests that fail. */
  static final Duration PAUSE = Duration.ofMillis(60);

  static final Duration DEADLINE = Duration.ofSeconds(3);
  static final ApiServer.Limits LIMITS =
      new ApiServer.Limits(DEADLINE, ApiServer.HEARTBEAT_INTERVAL);

  /** Watches stay open until this. */
  final CountDownLatch endOfWatches = new CountDownLatch(1);

  private final List<OwnPod> pods = new ArrayList<>();
  private final List<FakeApi> servers = new ArrayList<>();

  @Override
  public void close() {
    endOfWatches.countDown();
    pods.forEach(OwnPod::close);
    servers.forEach(FakeApi::close);
  }

  /** Closed with all others. */
  FakeApi opened(FakeApi api) {
    servers.add(api);
    return api;
  }

  /** Closed with all others. */
  OwnPod opened(OwnPod own) {
    pods.add(own);
    own.start();
    return own;
  }

  FakeApi api(Function<Request, Mood> script) throws IOException {
    return opened(new FakeApi(script));
  }

  /** A kube-state-metrics of that address; empty for one that is not known. */
  static Settings.Subject at(String ip) {
    return new Settings.Subject(
        Optional.empty(), Optional.empty(), Optional.of(ip).filter(known -> !known.isEmpty()));
  }

  /** One that is not started yet and does not know its address. */
  static OwnPod withoutAddress(FakeApi api, InternalErrors errors) {
    return new OwnPod(
        api::access,
        new Discovery.OwnPod(ApiFixtures.POD, Optional.of(ApiFixtures.NAMESPACE)),
        at(""),
        flags(),
        PAUSE,
        LIMITS,
        errors);
  }

  OwnPod started(ApiAccess access, String pod) {
    return started(access, pod, DEADLINE);
  }

  OwnPod started(ApiAccess access, String pod, Duration deadline) {
    return started(access, pod, new ApiServer.Limits(deadline, ApiServer.HEARTBEAT_INTERVAL));
  }

  OwnPod started(ApiAccess access, String pod, ApiServer.Limits limits) {
    return opened(
        new OwnPod(
            () -> access,
            new Discovery.OwnPod(pod, Optional.of(ApiFixtures.NAMESPACE)),
            at("10.9.9.9"),
            flags(),
            PAUSE,
            limits,
            new InternalErrors()));
  }

  Mood granted(String right, Request request, int refusal) {
    if (request.isWatch()) {
      return FakeApi.stream(endOfWatches);
    }
    Map<String, String> bodies =
        Map.of(
            "get pods /pods/" + ApiFixtures.POD,
            ApiFixtures.pod(true, 0),
            "list pods /pods",
            ApiFixtures.podList(ApiFixtures.pod(true, 0)),
            "get replicasets /replicasets/" + ApiFixtures.REPLICA_SET,
            ApiFixtures.owner("ReplicaSet", ApiFixtures.REPLICA_SET),
            "get deployments /deployments/" + ApiFixtures.DEPLOYMENT,
            ApiFixtures.owner("Deployment", ApiFixtures.DEPLOYMENT));
    Map<String, String> granted =
        bodies.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(right + " "))
            .collect(
                toMap(entry -> entry.getKey().substring(right.length() + 1), Map.Entry::getValue));
    return granted.entrySet().stream()
        .filter(entry -> request.path().endsWith(entry.getKey()))
        .findFirst()
        .map(entry -> FakeApi.json(entry.getValue()))
        .orElse(FakeApi.status(refusal));
  }

  static Targets flags() {
    Container ksm =
        new Container(
            "kube-state-metrics", "", List.of(), List.of(), List.of(), List.of(), List.of());
    Workload workload =
        new Workload(
            "flags",
            Workload.ADDRESSES,
            "",
            "10.9.9.9",
            Map.of(),
            new Pod(false, "10.9.9.9", List.of(ksm)));
    KsmPod pod = KsmPod.of(workload).orElseThrow();
    return () -> List.of(new Target(pod, Vantage.inside("10.9.9.9")));
  }

  static WorkloadSource source(OwnPod own) {
    return own.current().getFirst().kubelet().source();
  }

  static Optional<ContainerState> state(OwnPod own) {
    return own.current().getFirst().kubelet().container("kube-state-metrics");
  }

  static boolean hasProbes(Target target) {
    return target.pod().ksm().probe(ProbeType.READINESS).isPresent();
  }
}
