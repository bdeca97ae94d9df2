package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.exposition.RoundMetrics;
import io.github.ksmprobe.format.DebugFormat;
import io.github.ksmprobe.format.HistoryFormat;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteTest {

  private static final KsmPod POD = AskedPods.pod("ns", "ksm", "v2.14.0");

  private final LatestReport latest = new LatestReport();
  private final History history = new History();
  private final List<Plan> plans = new ArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean held;
  private volatile boolean broken;
  private volatile LifecycleApi.Outcome outcome = new LifecycleApi.Outcome.Done();
  private WebServer web;

  @BeforeEach
  void start() throws IOException {
    OnDemand onDemand =
        new OnDemand(
            () -> List.of(AskedPods.target(POD)),
            AskedPods.round(this::answers),
            Clock.fixed(AskedPods.NOW, ZoneOffset.UTC),
            new ConcurrencyLimit(8));
    Site site =
        new Site(
            latest,
            history,
            new MetricsHandler(new PrometheusRegistry()),
            onDemand,
            new LifecycleApi() {
              @Override
              public Duration longestRound() {
                return Duration.ofSeconds(10);
              }

              @Override
              public String config() {
                return "interval: 15s # default\n";
              }

              @Override
              public Outcome reload() {
                return outcome;
              }
            },
            new Site.Formats(
                pods -> {
                  if (broken) {
                    throw new IllegalStateException("a bug with a secret in it");
                  }
                  return new JsonFormat().render(pods);
                },
                HistoryFormat::render,
                new RoundMetrics(),
                new DebugFormat(new TextFormat(Paint.NONE))));
    web =
        WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), site.routes());
  }

  @AfterEach
  void stop() {
    hold.countDown();
    web.close();
    client.close();
  }

  private List<Answered> answers(Plan plan) {
    synchronized (plans) {
      plans.add(plan);
    }
    if (held) {
      try {
        hold.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return AskedPods.model(POD).answers(plan);
  }

  private void roundEnded() {
    Report report = AskedPods.report(List.of(AskedPods.found(POD)));
    latest.accept(report);
    history.accept(report);
  }

  @Test
  void every_answer_forbids_scripts_and_guessing() throws Exception {
    roundEnded();
    for (String path :
        List.of("/", "/style.css", "/targets/ns/ksm", "/nothing", "/probe", "/metrics")) {
      HttpResponse<String> answer = get(path);
      assertEquals("nosniff", header(answer, "X-Content-Type-Options"), path);
      assertTrue(header(answer, "Content-Security-Policy").startsWith("default-src 'none';"), path);
    }
  }

  @Test
  void pages_are_there_before_and_after_the_first_round() throws Exception {
    assertEquals(200, get("/").statusCode());
    assertEquals("2", header(get("/"), "Refresh"));
    assertEquals(404, get("/targets/ns/ksm").statusCode());
    assertEquals(503, get("/-/ready").statusCode());
    roundEnded();
    assertEquals("15", header(get("/"), "Refresh"));
    assertEquals("", header(get("/?reload=off"), "Refresh"));
    assertEquals("", header(get("/targets/ns/ksm"), "Refresh"));
    assertEquals(200, get("/targets/ns/ksm").statusCode());
    assertEquals(200, get("/api/v1/targets/ns/ksm/history").statusCode());
    assertEquals(200, get("/-/ready").statusCode());
    assertEquals("text/css; charset=utf-8", header(get("/style.css"), "Content-Type"));
  }

  @Test
  void the_configuration_is_shown_as_yaml_and_linked_from_every_page() throws Exception {
    assertEquals("interval: 15s # default\n", get("/config").body());
    assertEquals("text/yaml; charset=utf-8", header(get("/config"), "Content-Type"));
    assertEquals(405, post("/config").statusCode());
    assertTrue(get("/").body().contains("<a href=\"/config\">"));
  }

  @Test
  void a_reload_is_posted_and_its_answer_says_what_came_of_it() throws Exception {
    HttpResponse<String> got = get("/-/reload");
    assertEquals(405, got.statusCode());
    assertEquals("POST", header(got, "Allow"));
    assertEquals(200, post("/-/reload").statusCode());
    outcome = new LifecycleApi.Outcome.Refused("config.yml:1: unknown key \"x\"");
    assertEquals(500, post("/-/reload").statusCode());
    assertEquals(
        "config.yml:1: unknown key \"x\"\nThe previous configuration stays in effect.\n",
        post("/-/reload").body());
    outcome = new LifecycleApi.Outcome.NoFile();
    assertEquals(409, post("/-/reload").statusCode());
  }

  private HttpResponse<String> post(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + web.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void what_is_not_there_is_not_found() throws Exception {
    roundEnded();
    for (String path :
        List.of("/x", "/metricsfoo", "/targets", "/targets/ns/other", "/targets/ns/ksm/")) {
      assertEquals(404, get(path).statusCode(), path);
    }
    assertEquals(404, get("/api/v1/targets/ns/other/history").statusCode());
  }

  @Test
  void who_watches_a_target_that_vanishes_is_told_and_watches_on() throws Exception {
    HttpResponse<String> early = get("/targets/ns/ksm");
    assertTrue(early.body().contains("The first round has not ended yet."), early.body());
    assertEquals("2", header(early, "Refresh"));
    roundEnded();
    assertEquals(200, get("/targets/ns/ksm?reload=on").statusCode());
    latest.accept(AskedPods.report(List.of()));
    HttpResponse<String> gone = get("/targets/ns/ksm?reload=on");
    assertEquals(404, gone.statusCode());
    assertEquals("15", header(gone, "Refresh"));
    assertEquals("text/html; charset=utf-8", header(gone, "Content-Type"));
    assertTrue(gone.body().contains("ns/ksm is not watched, or no longer watched."), gone.body());
    assertTrue(gone.body().contains("<a href=\"/\">All that is watched</a>"), gone.body());
    assertEquals("", header(get("/targets/ns/ksm"), "Refresh"));
    String hostile = get("/targets/-/%3Cscript%3E").body();
    assertTrue(hostile.contains("&lt;script&gt; is not watched"), hostile);
    assertFalse(hostile.contains("<script"), hostile);
  }

  @Test
  void a_page_takes_no_post() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", header(answer, "Allow"));
  }

  @Test
  void a_bug_shows_a_sentence_and_no_stack_trace() throws Exception {
    broken = true;
    HttpResponse<String> answer = get("/api/v1/report");
    assertEquals(500, answer.statusCode());
    assertEquals("Internal error; the log says more.\n", answer.body());
  }

  @Test
  void a_probe_tells_step_by_step() throws Exception {
    HttpResponse<String> answer = get("/probe?target=ns/ksm&debug=true");
    assertEquals(200, answer.statusCode());
    String text = answer.body();
    assertTrue(text.contains("1. Resolved"), text);
    assertTrue(
        text.contains("readiness of container kube-state-metrics: httpGet of /readyz"), text);
    assertTrue(text.contains("2. Asked and answered"), text);
    assertTrue(text.contains("  > GET /readyz HTTP/1.1"), text);
    assertTrue(text.contains("  = 404 ("), text);
    assertTrue(text.contains("3. Concluded"), text);
    assertTrue(text.contains("failure (404), wrong_port"), text);
  }

  @Test
  void a_probe_gives_the_metrics_of_its_own_round() throws Exception {
    HttpResponse<String> answer = get("/probe?target=ns/ksm");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", header(answer, "Content-Type"));
    assertTrue(
        answer
            .body()
            .contains(
                "ksm_probe_kubelet_success{probe_type=\"readiness\","
                    + "target_container=\"kube-state-metrics\",target_namespace=\"ns\","
                    + "target_pod=\"ksm\"} 0.0\n"),
        answer.body());
    assertTrue(latest.get().isEmpty(), "a round on demand is no round of the sidecar");
  }

  @Test
  void a_probe_asks_watched_targets_only() throws Exception {
    HttpResponse<String> other = get("/probe?target=ns/other&debug=true");
    assertEquals(404, other.statusCode());
    assertTrue(other.body().startsWith("This target is not watched"), other.body());
    assertEquals(400, get("/probe").statusCode());
    assertEquals(400, get("/probe?target=ksm").statusCode());
    assertEquals(404, get("/probe?target=http://169.254.169.254/").statusCode());
    assertEquals(List.of(), plans);
  }

  @Test
  void a_probe_ends_half_a_second_before_the_scrape_does() throws Exception {
    assertEquals(200, scrape("2.5").statusCode());
    assertEquals(200, scrape("0.2").statusCode());
    assertEquals(200, scrape("60").statusCode());
    assertEquals(
        List.of(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(10)),
        plans.stream().map(Plan::deadline).toList());
    for (String odd : List.of("soon", "-1", "NaN", "Infinity", "0")) {
      assertEquals(400, scrape(odd).statusCode(), odd);
    }
  }

  @Test
  void those_who_wait_for_a_round_hinder_no_one() throws Exception {
    held = true;
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri("/probe?target=ns/ksm")).build(),
              BodyHandlers.ofString()));
    }
    while (running() == 0) {
      Thread.onSpinWait();
    }
    // More than the web server's own threads wait for the pod, and health is answered anyway.
    assertEquals(200, get("/-/healthy").statusCode());
    hold.countDown();
    for (CompletableFuture<HttpResponse<String>> one : asked) {
      assertEquals(200, one.join().statusCode());
    }
  }

  private int running() {
    synchronized (plans) {
      return plans.size();
    }
  }

  private HttpResponse<String> scrape(String timeout) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/probe?target=ns/ksm"))
            .header("X-Prometheus-Scrape-Timeout-Seconds", timeout)
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    assertFalse(answer.body().contains("\tat "), "a stack trace at " + path);
    return answer;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + web.address().getPort() + path);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
