package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.targets.Clocks;
import io.github.ksmprobe.targets.Targets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server that takes connections and says nothing, in the middle of a watch. */
@Timeout(60)
class HangingApiTest {

  private static final ApiServer.Limits SHORT =
      new ApiServer.Limits(Duration.ofMillis(400), Duration.ofMillis(300));

  private final OwnPods world = new OwnPods();
  private Optional<ClusterPods> cluster = Optional.empty();

  @AfterEach
  void closeAll() {
    cluster.ifPresent(ClusterPods::close);
    world.close();
  }

  @Test
  void the_own_pods_api_server_is_down_while_it_hangs_within_a_watch_and_up_again_after()
      throws Exception {
    FakeApi api = world.api(this::well);
    OwnPod own = world.started(api.access(), ApiFixtures.POD, SHORT);
    until(() -> isUp(own) && OwnPods.state(own).isPresent());
    until(() -> heartbeats(api) > 0, "a watch without a word is not looked after");
    until(() -> isHeardOfWithinAWatch(own, api), "its age grows although it is alive");

    api.behave(_ -> api.hang());
    Moment hung = Clocks.now();
    until(() -> !isUp(own), "it hangs, and is shown as up");
    until(() -> OwnPods.state(own).isEmpty(), "the kubelet's view is shown on");
    assertNotHeardSince(hung, own);
    api.behave(this::well);
    until(() -> isUp(own) && OwnPods.state(own).isPresent(), "it is well again");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403})
  void a_watcher_s_api_server_is_down_while_it_hangs_within_a_watch_and_up_again_after(int version)
      throws Exception {
    Function<Request, Mood> well =
        request -> request.path().equals("/version") ? FakeApi.status(version) : well(request);
    FakeApi api = world.api(well);
    ClusterPods pods = watching(api);
    until(() -> pods.apiUse().counts().up().equals(Optional.of(true)));
    until(() -> pods.current().size() == 1);
    Moment before = seenAt(pods);
    until(() -> before.until(seenAt(pods)).isPositive(), "its age grows although it is alive");

    api.behave(_ -> api.hang());
    Moment hung = Clocks.now();
    until(() -> pods.apiUse().counts().up().equals(Optional.of(false)), "it is shown as up");
    long beats = heartbeats(api);
    until(() -> heartbeats(api) >= beats + 2);
    assertNotHeardSince(hung, pods);
    Moment last = seenAt(pods);
    assertEquals(1, pods.current().size(), "what is known is probed on");
    api.behave(well);
    until(() -> pods.apiUse().counts().up().equals(Optional.of(true)), "it is well again");
    until(() -> last.until(seenAt(pods)).isPositive());
  }

  @Test
  void a_watch_that_another_server_vouches_for_is_begun_anew() throws Exception {
    FakeApi api = world.api(this::well);
    OwnPod own = world.started(api.access(), ApiFixtures.POD, SHORT);
    until(() -> api.requests.stream().filter(Request::isWatch).count() >= 3);
    assertTrue(isUp(own));
  }

  @Test
  void a_busy_watch_costs_no_heartbeat() throws Exception {
    // Longer than a busy machine stands still, and shorter than the events go on.
    Duration beat = Duration.ofSeconds(3);
    Mood busy =
        out -> {
          FakeApi.stream(new CountDownLatch(0)).answer(out);
          for (int i = 0; i < 20 && world.endOfWatches.getCount() > 0; i++) {
            out.write(
                (ApiFixtures.event("MODIFIED", ApiFixtures.pod(true, i)) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(beat.dividedBy(12));
          }
          world.endOfWatches.await();
        };
    FakeApi api = world.api(request -> request.isWatch() ? busy : well(request));
    OwnPod own =
        world.started(api.access(), ApiFixtures.POD, new ApiServer.Limits(SHORT.deadline(), beat));
    until(() -> OwnPods.state(own).filter(state -> state.restarts() == 19).isPresent());
    assertEquals(0, heartbeats(api));
  }

  private Mood well(Request request) {
    if (request.path().equals("/version")) {
      return FakeApi.json("{\"major\":\"1\"}");
    }
    return request.path().equals("/api/v1/pods")
        ? listOrWatch(request)
        : world.granted("get pods", request, 403);
  }

  private Mood listOrWatch(Request request) {
    // Without a line: where no pod changed since the API server started there is no bookmark
    // either.
    return request.isWatch()
        ? FakeApi.stream(world.endOfWatches)
        : FakeApi.json(ApiFixtures.podList(ApiFixtures.pod(true, 0)));
  }

  private ClusterPods watching(FakeApi api) {
    ApiAccess access = api.access();
    // The library would ask for a web socket first, which this server does not know.
    access.config().setOnlyHttpWatches(true);
    ClusterPods pods =
        new ClusterPods(
            () -> access,
            new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 8),
            Contracts.KUBE_STATE_METRICS,
            OwnPods.PAUSE,
            SHORT,
            new InternalErrors());
    cluster = Optional.of(pods);
    pods.start();
    return pods;
  }

  /** Whether more becomes known of it while a watch lasts, before the pod is read again. */
  private static boolean isHeardOfWithinAWatch(OwnPod own, FakeApi api) {
    List<Request> asked = askedForPods(api);
    if (!asked.getLast().isWatch()) {
      return false;
    }
    Moment before = seenAt(own);
    while (askedForPods(api).size() == asked.size()) {
      boolean more = before.until(seenAt(own)).isPositive();
      if (more && askedForPods(api).size() == asked.size()) {
        return true;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return false;
  }

  private static List<Request> askedForPods(FakeApi api) {
    return api.requests.stream().filter(request -> request.path().contains("/pods")).toList();
  }

  /** What was asked before it hung may have been answered for so long, and nothing after it. */
  private static void assertNotHeardSince(Moment hung, Targets targets) {
    Duration longest = hung.until(seenAt(targets));
    assertTrue(longest.compareTo(SHORT.deadline()) < 0, () -> "known to be so " + longest);
  }

  private static long heartbeats(FakeApi api) {
    return api.requests.stream().filter(request -> request.path().equals("/version")).count();
  }

  private static boolean isUp(OwnPod own) {
    return own.apiUse().counts().up().equals(Optional.of(true));
  }

  private static Moment seenAt(Targets targets) {
    return targets.current().getFirst().kubelet().seenAt().orElseThrow();
  }
}
