package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.round.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
    OwnPod own = world.started(api.access(), Fixtures.POD, SHORT);
    until(() -> isUp(own) && OwnPods.state(own).isPresent());
    until(() -> isAsked(api, "/version"), "a watch without a word is not looked after");
    Moment before = seenAt(own);
    until(() -> before.until(seenAt(own)).isPositive(), "its age grows although it is alive");

    api.behave(_ -> api.hang());
    until(() -> !isUp(own), "it hangs, and is shown as up");
    until(() -> OwnPods.state(own).isEmpty(), "the kubelet's word is shown on");
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
    until(() -> pods.apiUse().counts().up().equals(Optional.of(false)), "it is shown as up");
    Moment last = seenAt(pods);
    assertEquals(1, pods.current().size(), "what is known is probed on");
    api.behave(well);
    until(() -> pods.apiUse().counts().up().equals(Optional.of(true)), "it is well again");
    until(() -> last.until(seenAt(pods)).isPositive());
  }

  @Test
  void a_watch_that_another_server_vouches_for_is_begun_anew() throws Exception {
    FakeApi api = world.api(this::well);
    OwnPod own = world.started(api.access(), Fixtures.POD, SHORT);
    until(() -> api.requests.stream().filter(Request::isWatch).count() >= 3);
    assertTrue(isUp(own));
  }

  @Test
  void a_busy_watch_costs_no_heartbeat() throws Exception {
    Mood busy =
        out -> {
          FakeApi.stream(new CountDownLatch(0)).answer(out);
          for (int i = 0; i < 20 && world.endOfWatches.getCount() > 0; i++) {
            out.write(
                (Fixtures.event("MODIFIED", Fixtures.pod(true, i)) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(SHORT.beat().dividedBy(6));
          }
          world.endOfWatches.await();
        };
    FakeApi api = world.api(request -> request.isWatch() ? busy : well(request));
    OwnPod own = world.started(api.access(), Fixtures.POD, SHORT);
    until(() -> OwnPods.state(own).filter(state -> state.restarts() == 19).isPresent());
    assertFalse(isAsked(api, "/version"));
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
    // The library counts a watch as open from its first line on.
    String bookmark =
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5001\"}}";
    return request.isWatch()
        ? FakeApi.stream(world.endOfWatches, Fixtures.event("BOOKMARK", bookmark))
        : FakeApi.json(Fixtures.podList(Fixtures.pod(true, 0)));
  }

  private ClusterPods watching(FakeApi api) {
    ApiAccess access = api.access();
    // The library would ask for a web socket first, which this server does not know.
    access.config().setOnlyHttpWatches(true);
    ClusterPods pods =
        new ClusterPods(
            () -> access,
            new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 8),
            Fixtures.MANIFESTS,
            OwnPods.PAUSE,
            SHORT);
    cluster = Optional.of(pods);
    pods.start();
    return pods;
  }

  private static boolean isAsked(FakeApi api, String path) {
    return api.requests.stream().anyMatch(request -> request.path().equals(path));
  }

  private static boolean isUp(OwnPod own) {
    return own.apiUse().counts().up().equals(Optional.of(true));
  }

  private static Moment seenAt(io.github.ksmprobe.round.Targets targets) {
    return targets.current().getFirst().kubelet().seenAt().orElseThrow();
  }
}
