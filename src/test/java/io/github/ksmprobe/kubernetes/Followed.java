package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.targets.ApiUse;
import io.github.ksmprobe.targets.Targets;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The fixture's pod, followed by way of an API server of a test; for tests of other rooms. */
public final class Followed implements Targets, AutoCloseable {

  /** So that a server that comes back is soon asked again. */
  private static final Duration PAUSE = Duration.ofMillis(60);

  private static final ApiServer.Limits LIMITS =
      new ApiServer.Limits(Duration.ofMillis(400), Duration.ofMillis(300));

  // The library counts a watch as open from its first line on.
  private static final String BOOKMARK =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5001\"}}";

  private final Targets targets;
  private final ApiUse use;
  private final AutoCloseable opened;

  private Followed(Targets targets, ApiUse use, AutoCloseable opened) {
    this.targets = targets;
    this.use = use;
    this.opened = opened;
  }

  /** As the sidecar in that pod. */
  public static Followed fromWithin(FakeApi api) {
    OwnPod own =
        new OwnPod(
            api::access,
            new Discovery.OwnPod(ApiFixtures.POD, Optional.of(ApiFixtures.NAMESPACE)),
            OwnPods.at(""),
            () -> List.of(),
            PAUSE,
            LIMITS,
            new InternalErrors());
    own.start();
    return new Followed(own, own.apiUse(), own);
  }

  /** As the watcher of all pods. */
  public static Followed fromOutside(FakeApi api) {
    Cluster all = new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 128);
    ClusterPods pods =
        new ClusterPods(
            () -> plain(api),
            all,
            Contracts.KUBE_STATE_METRICS,
            PAUSE,
            LIMITS,
            new InternalErrors());
    pods.start();
    return new Followed(pods, pods.apiUse(), pods);
  }

  /** The library would ask for a web socket first, which such a server does not know. */
  private static ApiAccess plain(FakeApi api) {
    ApiAccess access = api.access();
    access.config().setOnlyHttpWatches(true);
    return access;
  }

  /** The fixture's pod at another address, with other ports. */
  public static String pod(String ip, int main, int telemetry) {
    return ApiFixtures.pod(true, 0)
        .replace("8080", Integer.toString(main))
        .replace("8081", Integer.toString(telemetry))
        .replace("10.244.1.7", ip);
  }

  /** The same, as it is declared. */
  public static KsmPod declared(String pod) {
    return ApiFixtures.read(pod).workloads().stream()
        .flatMap(workload -> KsmPod.of(workload).stream())
        .findFirst()
        .orElseThrow();
  }

  /** What a server says that is well. */
  public static Mood well(Request request, String pod, CountDownLatch endOfWatches) {
    if (request.path().equals("/version")) {
      return FakeApi.json("{\"major\":\"1\"}");
    }
    if (request.isWatch()) {
      return FakeApi.stream(endOfWatches, ApiFixtures.event("BOOKMARK", BOOKMARK));
    }
    if (request.path().endsWith("/pods")) {
      return FakeApi.json(ApiFixtures.podList(pod));
    }
    return request.path().endsWith("/pods/" + ApiFixtures.POD)
        ? FakeApi.json(pod)
        : FakeApi.status(403);
  }

  /** Whether the server counts as one that can be asked. */
  public boolean isUp() {
    return use.counts().up().orElse(false);
  }

  @Override
  public List<Target> current() {
    return targets.current();
  }

  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    targets.awaitFirstLook(longest);
  }

  @Override
  public void onBetter(Runnable listener) {
    targets.onBetter(listener);
  }

  @Override
  public void close() {
    try {
      opened.close();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
