package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.ApiUse.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way the own pod is learnt, by rights and faults of the API server. */
@Timeout(40)
class OwnPodTest {

  private final OwnPods world = new OwnPods();

  @AfterEach
  void closeAll() {
    world.close();
  }

  // What is granted, and by which way the probes are known then.

  static Stream<Arguments> rights() {
    return Stream.of(
        Arguments.of("get pods", WorkloadSource.POD_GET, 1),
        Arguments.of("list pods", WorkloadSource.POD_LIST, 2),
        Arguments.of("get replicasets", WorkloadSource.OWNER_TEMPLATE, 3),
        Arguments.of("get deployments", WorkloadSource.OWNER_TEMPLATE, 4),
        Arguments.of("nothing", WorkloadSource.FLAGS, 4));
  }

  @ParameterizedTest
  @MethodSource("rights")
  void takes_the_best_way_that_is_granted(String right, WorkloadSource source, int requests)
      throws Exception {
    FakeApi api = world.api(request -> world.granted(right, request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));

    Target target = own.current().getFirst();
    assertEquals(source, target.kubelet().source());
    assertEquals(ApiFixtures.NAMESPACE + "/" + ApiFixtures.POD, target.key());
    assertEquals(source != WorkloadSource.FLAGS, OwnPods.hasProbes(target));
    List<String> walk = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      walk.add(api.next().path());
    }
    assertEquals(
        Step.ladder(ApiFixtures.NAMESPACE, ApiFixtures.POD).stream()
            .limit(requests)
            .map(step -> step.path().split("\\?", 2)[0])
            .toList(),
        walk);
  }

  @Test
  void a_missing_object_opens_the_next_way_as_a_refusal_does() throws Exception {
    FakeApi api = world.api(request -> world.granted("get deployments", request, 404));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, OwnPods.source(own));
  }

  @Test
  void finds_a_stateful_set_by_the_ordinal() throws Exception {
    FakeApi api =
        world.api(
            request ->
                request.path().endsWith("/statefulsets/ksm")
                    ? FakeApi.json(ApiFixtures.owner("StatefulSet", "ksm"))
                    : FakeApi.status(403));
    OwnPod own = world.started(api.access(), "ksm-0");
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, OwnPods.source(own));
    assertEquals("monitoring/ksm-0", own.current().getFirst().key());
  }

  @Test
  void the_pod_address_is_the_downward_apis_and_else_the_status() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    assertEquals(Optional.of("10.9.9.9"), ip(world.started(api.access(), ApiFixtures.POD)));
    OwnPod own = world.opened(OwnPods.withoutAddress(api, new InternalErrors()));
    assertEquals(Optional.of("10.244.1.7"), ip(own));
  }

  private static Optional<String> ip(OwnPod own) throws InterruptedException {
    own.awaitFirstLook(Duration.ofSeconds(20));
    return own.current().getFirst().vantage().podIp();
  }

  @Test
  void a_later_better_answer_replaces_a_weaker_one() throws Exception {
    FakeApi api = world.api(request -> world.granted("get deployments", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, OwnPods.source(own));

    CountDownLatch better = new CountDownLatch(1);
    own.onBetter(better::countDown);
    api.behave(request -> world.granted("list pods", request, 403));
    assertTrue(better.await(20, TimeUnit.SECONDS));
    assertEquals(WorkloadSource.POD_LIST, OwnPods.source(own));
  }

  @Test
  void a_weaker_answer_never_replaces_a_better_one() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    api.behave(request -> world.granted("get deployments", request, 403));
    world.endOfWatches.countDown();
    // Once something is asked after the template, the template has been taken note of.
    until(() -> isFollowed(api.requests.stream().map(Request::path).toList()));
    assertEquals(WorkloadSource.POD_GET, OwnPods.source(own));
  }

  private static boolean isFollowed(List<String> paths) {
    int template =
        paths.indexOf(Step.ladder(ApiFixtures.NAMESPACE, ApiFixtures.POD).getLast().path());
    return template >= 0 && template < paths.size() - 1;
  }

  // Faults: nothing is thrown, flags hold the place, the server is let alone, and recovery is seen.

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("401", "401", fault(api -> FakeApi.status(401))),
        Arguments.of("429", "429", fault(api -> FakeApi.status(429))),
        Arguments.of("500", "500", fault(api -> FakeApi.status(500))),
        Arguments.of("503", "503", fault(api -> FakeApi.status(503))),
        Arguments.of(
            "redirect",
            "302",
            fault(
                api ->
                    FakeApi.raw(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))),
        Arguments.of("hanging", Call.NO_ANSWER, fault(FakeApi::hang)),
        Arguments.of("closing", Call.NO_ANSWER, fault(api -> FakeApi.raw(""))),
        Arguments.of(
            "no HTTP", Call.NO_ANSWER, fault(api -> FakeApi.raw("SSH-2.0-OpenSSH_9.9\r\n"))));
  }

  private static Function<FakeApi, Mood> fault(Function<FakeApi, Mood> mood) {
    return mood;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void a_server_that_cannot_be_used_is_let_alone_until_it_can(
      String name, String code, Function<FakeApi, Mood> fault) throws Exception {
    FakeApi api = world.api(_ -> FakeApi.status(403));
    api.behave(_ -> fault.apply(api));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    List<Request> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      asked.add(api.next());
    }
    for (int i = 1; i < asked.size(); i++) {
      long gap = asked.get(i).nanos() - asked.get(i - 1).nanos();
      assertTrue(gap >= OwnPods.PAUSE.toNanos() * 9 / 10, name + ": asked again after ns " + gap);
    }
    assertEquals(1, asked.stream().map(Request::target).distinct().count(), "no step further");
    assertEquals(WorkloadSource.FLAGS, OwnPods.source(own));
    until(() -> own.apiUse().counts().up().equals(Optional.of(false)));
    assertTrue(own.apiUse().counts().requests().getOrDefault(new Call("get", code), 0L) >= 2);

    api.behave(request -> world.granted("get pods", request, 403));
    until(() -> OwnPods.source(own) == WorkloadSource.POD_GET);
    until(() -> own.apiUse().counts().up().equals(Optional.of(true)));
  }

  @Test
  void an_absent_server_is_known_at_once() throws Exception {
    ServerSocket gone = new ServerSocket(0);
    int port = gone.getLocalPort();
    gone.close();
    FakeApi api = world.api(_ -> FakeApi.status(403));
    ApiAccess access = api.access();
    access.config().setMasterUrl("http://127.0.0.1:" + port + "/");
    OwnPod own = world.started(access, ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.FLAGS, OwnPods.source(own));
    assertEquals(Optional.of(false), own.apiUse().counts().up());
  }

  @Test
  void a_wrong_certificate_is_no_api_server() throws Exception {
    FakeApi api =
        world.opened(
            new FakeApi(request -> world.granted("get pods", request, 403), SelfSigned.server()));
    OwnPod own = world.started(api.access("https", Optional.empty()), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.FLAGS, OwnPods.source(own));
    assertEquals(Optional.of(false), own.apiUse().counts().up());
    assertTrue(api.requests.isEmpty(), "nothing was sent over it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}"})
  void an_answer_that_shows_no_pod_opens_the_next_way(String body) throws Exception {
    FakeApi api =
        world.api(
            request ->
                request.path().endsWith(ApiFixtures.POD)
                    ? FakeApi.json(body)
                    : world.granted("list pods", request, 403));
    OwnPod own = world.started(api.access(), ApiFixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.POD_LIST, OwnPods.source(own));
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    AtomicLong written = new AtomicLong();
    FakeApi api = world.api(_ -> out -> endless(out, written));
    OwnPod own = world.started(api.access(), ApiFixtures.POD, Duration.ofSeconds(30));
    own.awaitFirstLook(Duration.ofSeconds(30));
    assertEquals(WorkloadSource.FLAGS, OwnPods.source(own));
    // What is on its way in the buffers of the machine counts, too.
    assertTrue(written.get() < 16L * BoundedText.MOST_BYTES, "read " + written);
  }

  private static void endless(OutputStream out, AtomicLong written) throws IOException {
    out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] block = new byte[1 << 16];
    while (true) {
      out.write(block);
      written.addAndGet(block.length);
    }
  }
}
