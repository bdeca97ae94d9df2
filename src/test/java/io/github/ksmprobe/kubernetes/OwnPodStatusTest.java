package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.podstatus.WorkloadSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the own pod's status is followed, and whose token is shown to whom. */
@Timeout(40)
class OwnPodStatusTest {

  private final OwnPods world = new OwnPods();

  @AfterEach
  void closeAll() {
    world.close();
  }

  @Test
  void the_status_is_followed() throws Exception {
    FakeApi api =
        world.api(
            request ->
                request.isWatch()
                    ? FakeApi.stream(
                        world.endOfWatches,
                        ApiFixtures.event("MODIFIED", ApiFixtures.pod(false, 3)))
                    : world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    until(
        () ->
            OwnPods.state(own)
                .equals(Optional.of(new ContainerState("kube-state-metrics", false, 3))));
    api.next();
    assertEquals(
        "/api/v1/namespaces/monitoring/pods?fieldSelector=metadata.name%3D"
            + ApiFixtures.POD
            + "&resourceVersion=4711&watch=true&allowWatchBookmarks=true&timeoutSeconds=300",
        api.next().target());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void where_watching_is_refused_the_pod_is_read_instead(int code) throws Exception {
    FakeApi api =
        world.api(
            request ->
                request.isWatch() ? FakeApi.status(code) : world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    for (int i = 0; i < 2; i++) {
      api.next();
    }
    api.behave(
        request ->
            request.isWatch() ? FakeApi.status(code) : FakeApi.json(ApiFixtures.pod(false, 1)));
    until(
        () ->
            OwnPods.state(own)
                .equals(Optional.of(new ContainerState("kube-state-metrics", false, 1))));
    for (int i = 0; i < 3; i++) {
      assertFalse(api.next().isWatch(), "a refused watch is not tried at every turn");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"closed", "410", "expired", "500", "garbage"})
  void a_watch_that_ends_is_begun_anew_from_a_fresh_read(String end) throws Exception {
    CountDownLatch now = new CountDownLatch(0);
    FakeApi api = world.api(_ -> FakeApi.status(403));
    Mood broken =
        switch (end) {
          case "closed" -> FakeApi.stream(now);
          case "410" -> FakeApi.status(410);
          case "expired" -> FakeApi.stream(world.endOfWatches, ApiFixtures.GONE);
          case "500" -> FakeApi.status(500);
          default -> FakeApi.stream(world.endOfWatches, "<html>");
        };
    api.behave(request -> request.isWatch() ? broken : world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    Request read = api.next();
    Request watch = api.next();
    Request again = api.next();
    assertFalse(read.isWatch());
    assertTrue(watch.isWatch());
    assertFalse(again.isWatch());
    // From the read on: a busy server may take the watch late, and it counts from when it is sent.
    assertTrue(again.nanos() - read.nanos() >= OwnPods.PAUSE.toNanos(), "not at once");
    assertEquals(WorkloadSource.POD_GET, OwnPods.source(own));
  }

  @Test
  void a_status_that_cannot_be_read_any_more_is_not_shown_any_more() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    until(() -> OwnPods.state(own).isPresent());
    api.behave(_ -> FakeApi.status(500));
    world.endOfWatches.countDown();
    until(() -> OwnPods.state(own).isEmpty());
    assertEquals(WorkloadSource.POD_GET, OwnPods.source(own));
    assertTrue(OwnPods.hasProbes(own.current().getFirst()), "the declaration does not change");
  }

  @Test
  void what_the_kubelet_said_has_an_age() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    until(() -> OwnPods.state(own).isPresent());
    Moment seen = own.current().getFirst().kubelet().seenAt().orElseThrow();
    Moment old = new Moment(seen.time(), seen.nanos() + Duration.ofHours(1).toNanos());
    assertFalse(own.current(old).getFirst().kubelet().hasStatus());
    assertTrue(OwnPods.hasProbes(own.current(old).getFirst()), "the declaration does not change");
  }

  // The token.

  @Test
  void a_rotated_token_is_used_from_the_next_request_on(@TempDir Path dir) throws Exception {
    Path token = mounted(dir, "first\n");
    FakeApi api = world.api(_ -> FakeApi.status(401));
    OwnPod own =
        world.started(
            api.access("http", Optional.of(new ServiceAccountFiles(dir))), ApiFixtures.POD);
    assertEquals("Bearer first", api.next().headers().get("authorization"));
    // Expired; the kubelet writes a new one.
    Files.writeString(token, "second\n");
    api.behave(
        request ->
            "Bearer second".equals(request.headers().get("authorization"))
                ? world.granted("get pods", request, 403)
                : FakeApi.status(401));
    until(() -> OwnPods.source(own) == WorkloadSource.POD_GET);
  }

  @Test
  void the_token_does_not_follow_a_redirect(@TempDir Path dir) throws Exception {
    var _ = mounted(dir, "secret");
    FakeApi elsewhere = world.api(_ -> FakeApi.status(200));
    FakeApi api = world.api(_ -> FakeApi.status(403));
    api.behave(
        _ ->
            FakeApi.raw(
                "HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:"
                    + elsewhere.port()
                    + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    OwnPod own =
        world.started(
            api.access("http", Optional.of(new ServiceAccountFiles(dir))), ApiFixtures.POD);
    api.next();
    api.next();
    assertTrue(elsewhere.requests.isEmpty());
    assertEquals(WorkloadSource.FLAGS, OwnPods.source(own));
  }

  private static Path mounted(Path dir, String token) throws IOException {
    var _ = Files.writeString(dir.resolve("ca.crt"), "an authority");
    return Files.writeString(dir.resolve("token"), token);
  }

  @Test
  void closing_ends_connections_and_thread() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    until(() -> api.requests.stream().anyMatch(Request::isWatch));
    own.close();
    until(() -> !own.isLooking());
    world.endOfWatches.countDown();
    until(() -> api.openConnections() == 0);
  }
}
