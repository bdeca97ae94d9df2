package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.pages.LifecycleApi;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.pages.StubLifecycle;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.web.RawClient.Answer;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, paths and parameters mean the same on every page, and on /metrics. */
class OneRuleTest {

  private static final List<String> PAGES =
      List.of(
          "/",
          "/style.css",
          "/metrics",
          "/api/v1/report",
          "/targets/ns/ksm",
          "/api/v1/targets/ns/ksm/history",
          "/probe",
          "/config",
          "/-/healthy",
          "/-/ready");

  private static final List<String> OTHER_METHODS =
      List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "get");

  private final AtomicInteger reloads = new AtomicInteger();
  private final WebServer server = start();

  @AfterEach
  void stop() {
    server.close();
  }

  private WebServer start() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Gauge.builder().name("example").register(registry).set(1);
    LifecycleApi control =
        new StubLifecycle(
            () -> {
              reloads.incrementAndGet();
              return new LifecycleApi.Outcome.Done();
            });
    Site site =
        new Site(
            new LatestReport(),
            new History(),
            new MetricsHandler(registry),
            AskedPods.onNobody(),
            control,
            new Site.Formats(_ -> "{}\n", _ -> "{}\n", _ -> "\n", _ -> "\n"),
            Contracts.KUBE_STATE_METRICS);
    return LocalServer.start(site.routes());
  }

  private Answer ask(String line) {
    Answer answer = RawClient.ask(server.address(), line);
    assertEquals("nosniff", answer.header("x-content-type-options"), line);
    assertEquals("no-store", answer.header("cache-control"), line);
    assertEquals("no-referrer", answer.header("referrer-policy"), line);
    assertTrue(answer.header("content-security-policy").startsWith("default-src 'none'"), line);
    return answer;
  }

  @Test
  void pages_are_for_get_and_head() {
    for (String page : PAGES) {
      Answer get = ask("GET " + page);
      Answer head = ask("HEAD " + page);
      assertEquals(get.status(), head.status(), page);
      assertEquals(get.header("content-length"), head.header("content-length"), page);
      assertEquals(get.header("content-type"), head.header("content-type"), page);
      assertEquals("", head.body(), page);
      assertRefused("POST " + page, "GET", "GET, HEAD");
      OTHER_METHODS.forEach(method -> assertRefused(method + " " + page, "GET", "GET, HEAD"));
    }
  }

  @Test
  void a_reload_is_for_post_alone() {
    assertEquals(200, ask("POST /-/reload").status());
    assertEquals(1, reloads.get());
    assertRefused("GET /-/reload", "POST", "POST");
    assertRefused("HEAD /-/reload", "POST", "POST");
    OTHER_METHODS.forEach(method -> assertRefused(method + " /-/reload", "POST", "POST"));
    assertEquals(1, reloads.get());
  }

  private void assertRefused(String line, String method, String allowed) {
    Answer answer = ask(line);
    assertEquals(405, answer.status(), line);
    assertEquals(allowed, answer.header("allow"), line);
    String body = line.startsWith("HEAD ") ? "" : "Only " + method + " is allowed here.\n";
    assertEquals(body, answer.body(), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "?debug=x",
        "?debug=text",
        "?name[]",
        "?name%5B%5D=%20",
        "?a&b=&&=c",
        "?x=1?y=2",
        "?name[]=example&name[]=%FF"
      })
  void a_parameter_that_means_nothing_changes_nothing(String query) {
    for (String page : PAGES) {
      assertEquals(ask("GET " + page).status(), ask("GET " + page + query).status(), page + query);
    }
  }

  @Test
  void metrics_are_chosen_by_name() {
    assertTrue(ask("GET /metrics?name%5B%5D=example").body().contains("example 1.0\n"));
    assertTrue(ask("GET /metrics?name[]=other&name[]=example").body().contains("example 1.0\n"));
    assertEquals("", ask("GET /metrics?name[]=other").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /metrics                    | 200
          GET //x/metrics                 | 404
          GET //x/-/healthy               | 404
          GET //metrics/                  | 404
          GET ///                         | 404
          GET ///metrics                  | 404
          POST //x/-/reload               | 404
          POST /-/reload/                 | 404
          GET /./metrics                  | 404
          GET /x/../metrics               | 404
          GET /%2Fmetrics                 | 404
          GET /metrics%00                 | 404
          GET /metrics;x                  | 404
          GET /metrics#x                  | 404
          GET /metrics?x                  | 200
          GET http://h/metrics            | 200
          GET HTTP://h:1/-/healthy?x      | 200
          GET https://h/-/healthy         | 200
          POST http://h/-/reload          | 200
          GET http://h//x/metrics         | 404
          GET http://h/metrics/           | 404
          GET http:///metrics             | 404
          GET http:/metrics               | 404
          GET ftp://h/metrics             | 404
          """)
  void a_target_is_read_as_it_was_sent(String line, int status) {
    assertEquals(status, ask(line).status());
    assertEquals(line.endsWith("/-/reload") && status == 200 ? 1 : 0, reloads.get());
  }

  /**
   * The JDK's server does so before any of our code is asked; it repeats nothing of the request.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET *                  | 404
          GET http://h           | 404
          GET metrics            | 404
          GET //                 | 400
          GET /%zz               | 400
          GET /<script>          | 400
          GET h:80               | 0
          GET                    | 400
          """)
  void what_is_no_target_of_a_request_is_refused_by_the_jdk(String line, int status) {
    Answer answer = RawClient.ask(server.address(), line);
    assertEquals(status, answer.status());
    assertTrue(!answer.body().contains("script"), answer.body());
  }
}
