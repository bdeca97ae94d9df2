package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.pages.LifecycleApi;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Report;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

  private final LatestReport latest = new LatestReport();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server = LocalServer.start(new Routes(List.of()));

  @BeforeEach
  void serveTheSite() {
    server.close();
    Gauge.builder().name("example").help("An example.").register(registry).set(1);
    OnDemand none = AskedPods.onNobody();
    Site.Formats formats =
        new Site.Formats(reports -> "{}\n", track -> "{}\n", round -> "\n", round -> "\n");
    server =
        LocalServer.start(
            new Site(
                    latest,
                    new History(),
                    new MetricsHandler(registry),
                    none,
                    LifecycleApi.fixed(Duration.ofSeconds(1)),
                    formats,
                    Contracts.KUBE_STATE_METRICS)
                .routes());
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200, text/html; charset=utf-8",
    "/metrics, 200, text/plain; version=0.0.4; charset=utf-8",
    "/metrics?name[]=example, 200, text/plain; version=0.0.4; charset=utf-8",
    "/api/v1/report, 200, application/json; charset=utf-8",
    "/-/healthy, 200, text/plain; charset=utf-8",
  })
  void what_is_served_is_served_at_exactly_its_path(String path, int status, String type)
      throws Exception {
    HttpResponse<String> answer = get(path.replace("[", "%5B").replace("]", "%5D"));
    assertEquals(status, answer.statusCode());
    assertEquals(type, answer.headers().firstValue("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/metricsfoo",
        "/metrics/",
        "/metrics/x",
        "/-/healthyx",
        "/-/healthy/",
        "/readyz",
        "/healthz",
        "/%6Detrics",
        "/api/v1/report/",
        "/index.html"
      })
  void everything_else_is_404(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertEquals(404, answer.statusCode());
    assertEquals("404 page not found\n", answer.body());
  }

  @Test
  void it_is_ready_once_the_first_round_has_ended() throws Exception {
    assertEquals(503, get("/-/ready").statusCode());
    latest.accept(new Report(List.of(), Instant.EPOCH, Duration.ZERO, Duration.ofSeconds(15)));
    assertEquals(200, get("/-/ready").statusCode());
  }

  @Test
  void other_methods_are_refused_by_name() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/-/healthy")).POST(BodyPublishers.ofString("x")).build();
    HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElse(""));
  }

  @Test
  void head_has_the_length_and_no_body() throws Exception {
    HttpRequest head = HttpRequest.newBuilder(uri("/-/healthy")).HEAD().build();
    HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());
    assertEquals("9", answer.headers().firstValue("Content-Length").orElse(""));
    assertEquals("", answer.body());
  }

  @Test
  void a_bug_in_a_page_is_500_without_a_stack_trace() throws Exception {
    server.close();
    server =
        LocalServer.start(
            new Routes(
                List.of(
                    Routes.Route.of(
                        "/bug",
                        (_, _) -> {
                          throw new IllegalStateException("secret detail");
                        }))));
    HttpResponse<String> answer = get("/bug");
    assertEquals(500, answer.statusCode());
    assertEquals("Internal error; the log says more.\n", answer.body());
  }

  @Test
  void requests_that_are_being_judged_hold_up_nobody() throws Exception {
    List<CompletableFuture<Guard.Entry>> judged = new CopyOnWriteArrayList<>();
    CountDownLatch asked = new CountDownLatch(40);
    server.close();
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Routes(
                List.of(
                    Routes.Route.of("/a", (_, _) -> Page.text(200, "a\n")),
                    Routes.Route.of("/-/healthy", (_, _) -> Page.text(200, "Healthy.\n"))
                        .costing(Routes.Cost.FREE))),
            new Slow(judged, asked),
            _ -> {});
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          client
              .sendAsync(HttpRequest.newBuilder(uri("/a")).build(), BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode));
    }
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    assertEquals(200, get("/-/healthy").statusCode());
    assertTrue(answers.stream().noneMatch(CompletableFuture::isDone));
    Guard.Entry[] kinds = Guard.Entry.values();
    for (int i = 0; i < judged.size(); i++) {
      judged.get(i).complete(kinds[i % kinds.length]);
    }
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<Integer> answer : answers) {
      statuses.add(answer.get(20, TimeUnit.SECONDS));
    }
    assertEquals(14, Collections.frequency(statuses, 200));
    assertEquals(13, Collections.frequency(statuses, 401));
    assertEquals(13, Collections.frequency(statuses, 503));
  }

  /** Judges nobody before it is told to. */
  private static class Slow implements Guard {
    private final List<CompletableFuture<Guard.Entry>> judged;
    private final CountDownLatch asked;

    Slow(List<CompletableFuture<Guard.Entry>> judged, CountDownLatch asked) {
      this.judged = judged;
      this.asked = asked;
    }

    @Override
    public CompletableFuture<Entry> admit(Optional<String> authorization) {
      CompletableFuture<Entry> entry = new CompletableFuture<>();
      judged.add(entry);
      asked.countDown();
      return entry;
    }
  }

  @Test
  void a_taken_port_is_told_by_an_exception() {
    assertThrows(
        IOException.class,
        () -> WebServer.start(server.address(), new Routes(List.of()), Guard.NONE, _ -> {}));
  }

  @Test
  void a_guard_of_a_server_that_cannot_start_is_let_go() {
    AtomicBoolean closed = new AtomicBoolean();
    Guard guard =
        new Slow(List.of(), new CountDownLatch(0)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThrows(
        IOException.class,
        () -> WebServer.start(server.address(), new Routes(List.of()), guard, _ -> {}));
    assertTrue(closed.get());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }
}
