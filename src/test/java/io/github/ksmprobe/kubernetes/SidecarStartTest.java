package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.RunningProgram;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code run} in a pod, as a process: what its first report has, whatever the API server does. */
@Timeout(180)
class SidecarStartTest {

  private static final String HISTORY =
      "/api/v1/targets/" + ApiFixtures.NAMESPACE + "/" + ApiFixtures.POD + "/history";

  @Test
  void with_list_and_watch_only_what_is_found_first_are_the_configured_probes() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (FakeApi api = new FakeApi(request -> listAndWatch(request, end));
        RunningProgram program = inPod("http://127.0.0.1:" + api.port() + "/")) {
      String metrics = program.await("/metrics", SidecarStartTest::hasRoundAndSource);
      assertTrue(metrics.contains("ksm_probe_kubelet_config_info{"), metrics);
      assertTrue(metrics.contains("source=\"pod_list\""), metrics);
      // A round without them before this one would have left a change behind.
      assertTrue(program.get(HISTORY).body().matches("(?s).*\"changes\" : \\[ *\\].*"));
      end.countDown();
    }
  }

  @Test
  void without_an_api_server_endpoints_have_status_codes() throws Exception {
    int nobody = freePort();
    try (RunningProgram program = inPod("http://127.0.0.1:" + nobody + "/")) {
      String metrics = program.await("/metrics", SidecarStartTest::hasRoundAndSource);
      assertTrue(metrics.contains("ksm_probe_endpoint_status_code{"), metrics);
      assertTrue(metrics.contains("source=\"flags\""), metrics);
      assertEquals(200, program.get("/-/ready").statusCode());
    }
  }

  @Test
  void a_watcher_whose_api_server_cannot_be_reached_gets_ready_and_says_that_it_knows_no_pods()
      throws Exception {
    String nobody = "http://127.0.0.1:" + freePort() + "/";
    try (RunningProgram program = watcher(nobody)) {
      assertEquals(503, program.get("/-/ready").statusCode());
      assertTrue(program.get("/").body().contains("The first round has not ended yet."));
      program.await("/-/ready", "Ready.\n"::equals);
      String page = program.get("/").body();
      assertTrue(page.contains("the API server has not listed the pods"), page);
    }
  }

  @Test
  void a_watcher_whose_api_server_hangs_gets_ready_and_says_that_it_knows_no_pods()
      throws Exception {
    try (FakeApi api = new FakeApi(_ -> FakeApi.status(403))) {
      api.behave(_ -> api.hang());
      try (RunningProgram program = watcher("http://127.0.0.1:" + api.port() + "/")) {
        assertEquals(503, program.get("/-/ready").statusCode());
        program.await("/-/ready", "Ready.\n"::equals);
        String page = program.get("/").body();
        assertTrue(page.contains("the API server has not listed the pods"), page);
      }
    }
  }

  private static RunningProgram watcher(String api) throws IOException {
    return RunningProgram.start(
        Map.of("KUBERNETES_MASTER", api, "KUBECONFIG", "/nonexistent"), "--discovery=cluster");
  }

  @Test
  void outside_a_pod_endpoints_have_status_codes() throws Exception {
    try (RunningProgram program = RunningProgram.start(Map.of())) {
      String metrics = program.await("/metrics", SidecarStartTest::hasRound);
      assertTrue(metrics.contains("ksm_probe_endpoint_status_code{"), metrics);
      assertFalse(metrics.contains("ksm_probe_kubernetes_api_up"), metrics);
    }
  }

  @Test
  void a_hanging_api_server_holds_nothing_up() throws Exception {
    try (FakeApi api = new FakeApi(_ -> FakeApi.status(403))) {
      api.behave(_ -> api.hang());
      try (RunningProgram program = inPod("http://127.0.0.1:" + api.port() + "/")) {
        String metrics = program.await("/metrics", SidecarStartTest::hasRound);
        assertTrue(metrics.contains("ksm_probe_endpoint_status_code{"), metrics);
        // Still waiting for its one request: the report did not.
        assertEquals(1, api.openConnections());
        assertEquals(1, api.requests.size());
        assertFalse(metrics.contains("ksm_probe_kubernetes_api_requests_total{"), metrics);
      }
    }
  }

  @Test
  void what_comes_late_is_judged_at_once() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    Function<Request, Mood> late =
        request ->
            out -> {
              held.await();
              listAndWatch(request, end).answer(out);
            };
    try (FakeApi api = new FakeApi(late);
        RunningProgram program =
            inPod("http://127.0.0.1:" + api.port() + "/", "--interval=1h", "--timeout=1s")) {
      String first = program.await("/metrics", SidecarStartTest::hasRound);
      assertFalse(first.contains("ksm_probe_kubelet_config_info{"), first);
      assertTrue(first.contains("source=\"awaited\""), first);
      assertTrue(program.get("/").body().contains("Its probes are not known yet"));
      held.countDown();
      // The next round by the clock would be in an hour.
      program.await("/metrics", text -> text.contains("ksm_probe_kubelet_config_info{"));
      assertTrue(program.get(HISTORY).body().matches("(?s).*\"changes\" : \\[ *\\].*"));
      until(() -> program.log().stream().anyMatch(line -> line.contains("msg=\"target found\"")));
      List<String> found =
          program.log().stream().filter(line -> line.contains("msg=\"target found\"")).toList();
      assertEquals(1, found.size(), found.toString());
      assertTrue(found.getFirst().contains("source=pod_list"), found.toString());
      assertTrue(program.log().stream().noneMatch(line -> line.contains("changed")));
      end.countDown();
    }
  }

  private static RunningProgram inPod(String api, String... more) throws IOException {
    return RunningProgram.start(
        Map.of(
            "POD_NAME",
            ApiFixtures.POD,
            "POD_NAMESPACE",
            ApiFixtures.NAMESPACE,
            "POD_IP",
            "127.0.0.1",
            "KUBERNETES_MASTER",
            api,
            "KUBECONFIG",
            "/nonexistent"),
        more);
  }

  /** What kube-state-metrics' own ClusterRole allows, and no more. */
  private static Mood listAndWatch(Request request, CountDownLatch end) {
    if (request.isWatch()) {
      return FakeApi.stream(end);
    }
    return request.path().endsWith("/pods")
        ? FakeApi.json(ApiFixtures.podList(ApiFixtures.pod(true, 0)))
        : FakeApi.status(403);
  }

  private static boolean hasRound(String metrics) {
    return metrics.contains("ksm_probe_last_round_timestamp_seconds ");
  }

  /**
   * On a busy machine the API server's answer, or that there is none, comes after the first round.
   */
  private static boolean hasRoundAndSource(String metrics) {
    return hasRound(metrics) && !metrics.contains("source=\"awaited\"");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
