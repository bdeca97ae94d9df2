package io.github.ksmprobe.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.round.ApiUse.Call;
import io.github.ksmprobe.round.ContainerState;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.round.Targets;
import io.github.ksmprobe.round.WorkloadSource;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(40)
class OwnPodTest {

  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final CountDownLatch endOfWatches = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    endOfWatches.countDown();
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
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
    FakeApi api = api(request -> granted(right, request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));

    Target target = own.current().getFirst();
    assertEquals(source, target.kubelet().source());
    assertEquals(Fixtures.NAMESPACE + "/" + Fixtures.POD, target.key());
    assertEquals(source != WorkloadSource.FLAGS, hasProbes(target));
    List<String> walk = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      walk.add(api.next().path());
    }
    assertEquals(
        Step.ladder(Fixtures.NAMESPACE, Fixtures.POD).stream()
            .limit(requests)
            .map(step -> step.path().split("\\?", 2)[0])
            .toList(),
        walk);
  }

  @Test
  void a_missing_object_opens_the_next_way_as_a_refusal_does() throws Exception {
    FakeApi api = api(request -> granted("get deployments", request, 404));
    OwnPod own = started(api.access(), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, source(own));
  }

  @Test
  void finds_a_stateful_set_by_the_ordinal() throws Exception {
    FakeApi api =
        api(
            request ->
                request.path().endsWith("/statefulsets/ksm")
                    ? FakeApi.json(Fixtures.owner("StatefulSet", "ksm"))
                    : FakeApi.status(403));
    OwnPod own = started(api.access(), "ksm-0");
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, source(own));
    assertEquals("monitoring/ksm-0", own.current().getFirst().key());
  }

  @Test
  void the_pod_address_is_the_downward_apis_and_else_the_status() throws Exception {
    FakeApi api = api(request -> granted("get pods", request, 403));
    assertEquals(Optional.of("10.9.9.9"), ip(started(api.access(), Fixtures.POD)));
    OwnPod own =
        new OwnPod(
            api::access,
            new Discovery.OwnPod(Fixtures.POD, Optional.of(Fixtures.NAMESPACE)),
            Optional.empty(),
            Fixtures.MANIFESTS,
            flags(),
            PAUSE,
            DEADLINE);
    open.add(own);
    own.start();
    assertEquals(Optional.of("10.244.1.7"), ip(own));
  }

  private static Optional<String> ip(OwnPod own) throws InterruptedException {
    own.awaitFirstLook(Duration.ofSeconds(20));
    return own.current().getFirst().vantage().podIp();
  }

  @Test
  void a_later_better_answer_replaces_a_weaker_one() throws Exception {
    FakeApi api = api(request -> granted("get deployments", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.OWNER_TEMPLATE, source(own));

    CountDownLatch better = new CountDownLatch(1);
    own.onBetter(better::countDown);
    api.behave(request -> granted("list pods", request, 403));
    assertTrue(better.await(20, TimeUnit.SECONDS));
    assertEquals(WorkloadSource.POD_LIST, source(own));
  }

  @Test
  void a_weaker_answer_never_replaces_a_better_one() throws Exception {
    FakeApi api = api(request -> granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    api.behave(request -> granted("get deployments", request, 403));
    endOfWatches.countDown();
    // Once something is asked after the template, the template has been taken note of.
    until(() -> isFollowed(api.requests.stream().map(Request::path).toList()));
    assertEquals(WorkloadSource.POD_GET, source(own));
  }

  private static boolean isFollowed(List<String> paths) {
    int template = paths.indexOf(Step.ladder(Fixtures.NAMESPACE, Fixtures.POD).getLast().path());
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
    FakeApi api = api(_ -> FakeApi.status(403));
    api.behave(_ -> fault.apply(api));
    OwnPod own = started(api.access(), Fixtures.POD);
    List<Request> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      asked.add(api.next());
    }
    for (int i = 1; i < asked.size(); i++) {
      long gap = asked.get(i).nanos() - asked.get(i - 1).nanos();
      assertTrue(gap >= PAUSE.toNanos() * 9 / 10, name + ": asked again after ns " + gap);
    }
    assertEquals(1, asked.stream().map(Request::target).distinct().count(), "no step further");
    assertEquals(WorkloadSource.FLAGS, source(own));
    until(() -> own.apiUse().counts().up().equals(Optional.of(false)));
    assertTrue(own.apiUse().counts().requests().getOrDefault(new Call("get", code), 0L) >= 2);

    api.behave(request -> granted("get pods", request, 403));
    until(() -> source(own) == WorkloadSource.POD_GET);
    until(() -> own.apiUse().counts().up().equals(Optional.of(true)));
  }

  @Test
  void an_absent_server_is_known_at_once() throws Exception {
    ServerSocket gone = new ServerSocket(0);
    int port = gone.getLocalPort();
    gone.close();
    FakeApi api = api(_ -> FakeApi.status(403));
    ApiAccess access = api.access();
    access.config().setMasterUrl("http://127.0.0.1:" + port + "/");
    OwnPod own = started(access, Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.FLAGS, source(own));
    assertEquals(Optional.of(false), own.apiUse().counts().up());
  }

  @Test
  void a_wrong_certificate_is_no_api_server() throws Exception {
    FakeApi api = new FakeApi(request -> granted("get pods", request, 403), SelfSigned.server());
    open.add(api);
    OwnPod own = started(api.access("https", Optional.empty()), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.FLAGS, source(own));
    assertEquals(Optional.of(false), own.apiUse().counts().up());
    assertTrue(api.requests.isEmpty(), "nothing was sent over it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}"})
  void an_answer_that_shows_no_pod_opens_the_next_way(String body) throws Exception {
    FakeApi api =
        api(
            request ->
                request.path().endsWith(Fixtures.POD)
                    ? FakeApi.json(body)
                    : granted("list pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    own.awaitFirstLook(Duration.ofSeconds(20));
    assertEquals(WorkloadSource.POD_LIST, source(own));
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    AtomicLong written = new AtomicLong();
    FakeApi api = api(_ -> out -> endless(out, written));
    OwnPod own = started(api.access(), Fixtures.POD, Duration.ofSeconds(30));
    own.awaitFirstLook(Duration.ofSeconds(30));
    assertEquals(WorkloadSource.FLAGS, source(own));
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

  // The status.

  @Test
  void the_status_is_followed() throws Exception {
    FakeApi api =
        api(
            request ->
                request.isWatch()
                    ? FakeApi.stream(
                        endOfWatches, Fixtures.event("MODIFIED", Fixtures.pod(false, 3)))
                    : granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    until(() -> state(own).equals(Optional.of(new ContainerState("kube-state-metrics", false, 3))));
    api.next();
    assertEquals(
        "/api/v1/namespaces/monitoring/pods?fieldSelector=metadata.name%3D"
            + Fixtures.POD
            + "&resourceVersion=4711&watch=true&timeoutSeconds=300",
        api.next().target());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void where_watching_is_refused_the_pod_is_read_instead(int code) throws Exception {
    FakeApi api =
        api(
            request ->
                request.isWatch() ? FakeApi.status(code) : granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    for (int i = 0; i < 2; i++) {
      api.next();
    }
    api.behave(
        request -> request.isWatch() ? FakeApi.status(code) : FakeApi.json(Fixtures.pod(false, 1)));
    until(() -> state(own).equals(Optional.of(new ContainerState("kube-state-metrics", false, 1))));
    for (int i = 0; i < 3; i++) {
      assertFalse(api.next().isWatch(), "a refused watch is not tried at every turn");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"closed", "410", "expired", "500", "garbage"})
  void a_watch_that_ends_is_begun_anew_from_a_fresh_read(String end) throws Exception {
    CountDownLatch now = new CountDownLatch(0);
    FakeApi api = api(_ -> FakeApi.status(403));
    Mood broken =
        switch (end) {
          case "closed" -> FakeApi.stream(now);
          case "410" -> FakeApi.status(410);
          case "expired" -> FakeApi.stream(endOfWatches, Fixtures.GONE);
          case "500" -> FakeApi.status(500);
          default -> FakeApi.stream(endOfWatches, "<html>");
        };
    api.behave(request -> request.isWatch() ? broken : granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    Request read = api.next();
    Request watch = api.next();
    Request again = api.next();
    assertFalse(read.isWatch());
    assertTrue(watch.isWatch());
    assertFalse(again.isWatch());
    assertTrue(again.nanos() - watch.nanos() >= PAUSE.toNanos() * 9 / 10, "not at once");
    assertEquals(WorkloadSource.POD_GET, source(own));
  }

  @Test
  void a_status_that_cannot_be_read_any_more_is_not_shown_any_more() throws Exception {
    FakeApi api = api(request -> granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    until(() -> state(own).isPresent());
    api.behave(_ -> FakeApi.status(500));
    endOfWatches.countDown();
    until(() -> state(own).isEmpty());
    assertEquals(WorkloadSource.POD_GET, source(own));
    assertTrue(hasProbes(own.current().getFirst()), "the declaration does not change");
  }

  // The token.

  @Test
  void a_rotated_token_is_used_from_the_next_request_on(@TempDir Path dir) throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "first\n");
    FakeApi api = api(_ -> FakeApi.status(401));
    OwnPod own = started(api.access("http", Optional.of(token)), Fixtures.POD);
    assertEquals("Bearer first", api.next().headers().get("authorization"));
    // Expired; the kubelet writes a new one.
    Files.writeString(token, "second\n");
    api.behave(
        request ->
            "Bearer second".equals(request.headers().get("authorization"))
                ? granted("get pods", request, 403)
                : FakeApi.status(401));
    until(() -> source(own) == WorkloadSource.POD_GET);
  }

  @Test
  void a_token_file_that_is_gone_does_no_harm(@TempDir Path dir) throws Exception {
    FakeApi api = api(_ -> FakeApi.status(401));
    OwnPod own = started(api.access("http", Optional.of(dir.resolve("token"))), Fixtures.POD);
    assertFalse(api.next().headers().containsKey("authorization"));
    assertEquals(WorkloadSource.FLAGS, source(own));
  }

  @Test
  void the_token_does_not_follow_a_redirect(@TempDir Path dir) throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "secret");
    FakeApi elsewhere = api(_ -> FakeApi.status(200));
    FakeApi api = api(_ -> FakeApi.status(403));
    api.behave(
        _ ->
            FakeApi.raw(
                "HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:"
                    + elsewhere.port()
                    + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    OwnPod own = started(api.access("http", Optional.of(token)), Fixtures.POD);
    api.next();
    api.next();
    assertTrue(elsewhere.requests.isEmpty());
    assertEquals(WorkloadSource.FLAGS, source(own));
  }

  @Test
  void closing_ends_connections_and_thread() throws Exception {
    FakeApi api = api(request -> granted("get pods", request, 403));
    OwnPod own = started(api.access(), Fixtures.POD);
    until(() -> api.requests.stream().anyMatch(Request::isWatch));
    own.close();
    until(() -> !own.isLooking());
    endOfWatches.countDown();
    until(() -> api.openConnections() == 0);
  }

  // Help.

  private FakeApi api(Function<Request, Mood> script) throws IOException {
    FakeApi api = new FakeApi(script);
    open.add(api);
    return api;
  }

  private OwnPod started(ApiAccess access, String pod) {
    return started(access, pod, DEADLINE);
  }

  private OwnPod started(ApiAccess access, String pod, Duration deadline) {
    OwnPod own =
        new OwnPod(
            () -> access,
            new Discovery.OwnPod(pod, Optional.of(Fixtures.NAMESPACE)),
            Optional.of("10.9.9.9"),
            Fixtures.MANIFESTS,
            flags(),
            PAUSE,
            deadline);
    open.add(own);
    own.start();
    return own;
  }

  private Mood granted(String right, Request request, int refusal) {
    if (request.isWatch()) {
      return FakeApi.stream(endOfWatches);
    }
    Map<String, String> bodies =
        Map.of(
            "get pods /pods/" + Fixtures.POD,
            Fixtures.pod(true, 0),
            "list pods /pods",
            Fixtures.podList(Fixtures.pod(true, 0)),
            "get replicasets /replicasets/" + Fixtures.REPLICA_SET,
            Fixtures.owner("ReplicaSet", Fixtures.REPLICA_SET),
            "get deployments /deployments/" + Fixtures.DEPLOYMENT,
            Fixtures.owner("Deployment", Fixtures.DEPLOYMENT));
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

  private static Targets flags() {
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

  private static WorkloadSource source(OwnPod own) {
    return own.current().getFirst().kubelet().source();
  }

  private static Optional<ContainerState> state(OwnPod own) {
    return own.current().getFirst().kubelet().container("kube-state-metrics");
  }

  private static boolean hasProbes(Target target) {
    return target.pod().ksm().probe(ProbeType.READINESS).isPresent();
  }

  /** Waits for what another thread brings about; the class's timeout interrupts it. */
  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertFalse(Thread.currentThread().isInterrupted(), "waited in vain");
      LockSupport.parkNanos(1_000_000);
    }
  }
}
