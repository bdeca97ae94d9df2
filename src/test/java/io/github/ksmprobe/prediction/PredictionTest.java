package io.github.ksmprobe.prediction;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.secretEnv;
import static io.github.ksmprobe.Fixtures.withCommand;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Conditions.Protection;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The model's answers, against a table of what builds of these five versions answered. The kinds:
 * OK and 503 of health handlers, main and self landing pages (old ones up to v2.8), 404, metrics,
 * pprof, redirects, 401 with and without a challenge.
 */
class PredictionTest {

  private static final List<String> VERSIONS =
      List.of("2.8.2", "2.12.0", "2.13.0", "2.14.0", "2.20.0");

  private static final Conditions EMPTY = new Conditions(ApiServer.UP, Protection.NONE, false);

  private static final String NORMAL =
      """
      8080 /              old-main main      main      main      main
      8080 /metrics       help     empty     empty     empty     empty
      8080 /healthz       OK       OK        OK        OK        OK
      8080 /livez         old-main main      OK        OK        OK
      8080 /readyz        old-main main      main      404       404
      8080 /debug/pprof/  pprof    pprof     pprof     pprof     404
      8080 /debug/pprof   301      301       307       307       404
      8080 /no-such-path  old-main main      main      404       404
      8080 /livez/        old-main main      main      404       404
      8080 /Livez         old-main main      main      404       404
      8080 //livez        301      301       307       307       307
      8080 /livez?verbose old-main main      OK        OK        OK
      8080 /%6civez       old-main main      OK        OK        OK
      8080 /readyz/       old-main main      main      404       404
      8080 /index.html    old-main main      main      404       404
      8080 /-/healthy     old-main main      main      404       404
      8081 /              old-self self      self      self      self
      8081 /metrics       own      own       own       own       own
      8081 /healthz       old-self self      self      404       404
      8081 /livez         old-self self      self      404       404
      8081 /readyz        old-self self      OK        OK        OK
      8081 /debug/pprof/  old-self self      self      404       pprof
      8081 /debug/pprof   old-self self      self      404       307
      8081 /no-such-path  old-self self      self      404       404
      8081 /livez/        old-self self      self      404       404
      8081 //livez        301      301       307       307       307
      8081 /livez?verbose old-self self      self      404       404
      8081 /readyz/       old-self self      self      404       404
      8081 /-/healthy     old-self self      self      404       404
      """;

  private static final String API_SERVER_DOWN =
      """
      8080 /              old-main main      main      main      main
      8080 /healthz       OK       OK        OK        OK        OK
      8080 /livez         old-main main      503       503       503
      8080 /readyz        old-main main      main      404       404
      8080 /metrics       help     empty     empty     empty     empty
      8081 /              old-self self      self      self      self
      8081 /healthz       old-self self      self      404       404
      8081 /livez         old-self self      self      404       404
      8081 /readyz        old-self self      OK        OK        OK
      8081 /metrics       own      own       own       own       own
      """;

  private static final String API_SERVER_SLOW =
      """
      8080 /livez         old-main main      TIMEOUT   TIMEOUT   TIMEOUT
      8080 /healthz       OK       OK        OK        OK        OK
      """;

  @TestFactory
  Stream<DynamicTest> plain_http_in_normal_operation() {
    return table(NORMAL, pod(ksm()), Scheme.HTTP, EMPTY);
  }

  @TestFactory
  Stream<DynamicTest> an_api_server_that_is_down_reaches_livez_alone() {
    return table(API_SERVER_DOWN, pod(ksm()), Scheme.HTTP, EMPTY.with(ApiServer.DOWN));
  }

  @TestFactory
  Stream<DynamicTest> an_api_server_that_is_slow_leaves_livez_without_an_answer() {
    return table(API_SERVER_SLOW, pod(ksm()), Scheme.HTTP, EMPTY.with(ApiServer.SLOW));
  }

  @TestFactory
  Stream<DynamicTest> tls_changes_no_answer() {
    return table(API_SERVER_DOWN.replace("503", "OK "), pod(ksm()).withTls(), Scheme.HTTPS, EMPTY);
  }

  @TestFactory
  Stream<DynamicTest> auth_filter_asks_for_a_token_at_metrics_and_late_pprof() {
    String table =
        """
        8080 /              old-main main      main      main      main
        8080 /healthz       OK       OK        OK        OK        OK
        8080 /livez         old-main main      OK        OK        OK
        8080 /metrics       help     empty     empty     empty     401
        8081 /metrics       own      own       own       own       401
        8081 /readyz        old-self self      OK        OK        OK
        8080 /debug/pprof/  pprof    pprof     pprof     pprof     404
        8081 /debug/pprof/  old-self self      self      404       401
        """;
    return table(table, pod(ksm(List.of("--auth-filter"))), Scheme.HTTP, EMPTY);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "8080, /",
    "8080, /healthz",
    "8080, /livez",
    "8080, /no-such-path",
    "8081, /",
    "8081, /readyz",
    "8081, /metrics",
    "8081, /no-such-path"
  })
  void protections_and_wrong_schemes_do_not_look_at_the_path(int port, String path) {
    for (String version : VERSIONS) {
      Conditions basic = EMPTY.with(Protection.BASIC_AUTH);
      Conditions certificate = EMPTY.with(Protection.CLIENT_CERTIFICATE);
      assertEquals(
          "401-basic", kind(ask(pod(ksm()), version, basic, Scheme.HTTP, port, path)), version);
      assertEquals(
          "CERTIFICATE_REQUIRED",
          kind(ask(pod(ksm()).withTls(), version, certificate, Scheme.HTTPS, port, path)));
      for (Conditions any : List.of(EMPTY, certificate)) {
        assertEquals("400", kind(ask(pod(ksm()).withTls(), version, any, Scheme.HTTP, port, path)));
      }
      assertEquals("PLAIN_HTTP", kind(ask(pod(ksm()), version, EMPTY, Scheme.HTTPS, port, path)));
    }
  }

  @Test
  void http_to_a_tls_port_gets_an_answer_without_a_single_header() {
    Response bare =
        (Response) ask(pod(ksm()).withTls(), "2.20.0", EMPTY, Scheme.HTTP, 8080, "/livez");
    assertEquals(List.of(), bare.headers().lines());
    assertEquals(48, bare.body().bytes());
  }

  @Test
  void the_content_type_of_self_metrics_follows_the_version() {
    assertEquals("text/plain; version=0.0.4; charset=utf-8", contentType("2.8.2"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8; escaping=values", contentType("2.12.0"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8; escaping=values", contentType("2.13.0"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", contentType("2.14.0"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", contentType("2.20.0"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"2.0.0, false", "2.1.0, true", "2.8.2, true", "2.20.0, true"})
  void self_metrics_name_the_version_from_2_1_on(String version, boolean named) {
    Answer page = ask(pod(ksm()), version, EMPTY, Scheme.HTTP, 8081, "/metrics");
    String body = page instanceof Response response ? response.body().text() : "";
    assertEquals(named, body.contains("version=\"v" + version + "\"} 1\n"));
  }

  /** What a proxy of v0.20.2 answered in front of main of v2.20.0, by its flags. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      emptyValue = "",
      value = {
        "'', /, 401",
        "'', /livez, 401",
        "'', /healthz, 401",
        "'', /readyz, 401",
        "'', /metrics, 401",
        "'--ignore-paths=/livez,/readyz', /, 401",
        "'--ignore-paths=/livez,/readyz', /livez, OK",
        "'--ignore-paths=/livez,/readyz', /livez?x=1, OK",
        "'--ignore-paths=/livez,/readyz', /livez/, 401",
        "'--ignore-paths=/livez,/readyz', /healthz, 401",
        "'--ignore-paths=/livez,/readyz', /readyz, 404",
        "'--ignore-paths=/livez,/readyz', /metrics, 401",
        "--allow-paths=/metrics, /, 404",
        "--allow-paths=/metrics, /livez, 404",
        "--allow-paths=/metrics, /healthz, 404",
        "--allow-paths=/metrics, /readyz, 404",
        "--allow-paths=/metrics, /metrics, 401"
      })
  void a_proxy_decides_by_path_and_passes_the_answer_on(String flag, String path, String kind) {
    KsmPod pod =
        pod(
            ksm(List.of("--host=127.0.0.1", "--port=9090", "--telemetry-port=9091")),
            flag.isEmpty() ? proxy("front", 8443, 9090) : proxy("front", 8443, 9090, flag));
    assertEquals(kind, kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTPS, 8443, path)));
    assertEquals("400", kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTP, 8443, path)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"/healthz, ok", "/healthz?x, ok", "/, 404", "/livez, 404"})
  void a_proxys_own_health_port_says_nothing_of_what_is_behind(String path, String kind) {
    KsmPod pod = pod(ksm(), proxy("front", 8443, 9999, "--proxy-endpoints-port=8888"));
    assertEquals(kind, kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTPS, 8888, path)));
  }

  @Test
  void a_proxy_without_an_upstream_answers_502_without_a_body() {
    KsmPod pod = pod(ksm(), proxy("front", 8443, 9999, "--ignore-paths=/livez"));
    assertEquals("502", kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTPS, 8443, "/livez")));
  }

  @Test
  void a_slow_api_server_is_felt_through_a_proxy() {
    KsmPod pod = pod(ksm(), proxy("front", 8443, 8080, "--ignore-paths=/livez"));
    assertEquals(
        "TIMEOUT",
        kind(ask(pod, "2.20.0", EMPTY.with(ApiServer.SLOW), Scheme.HTTPS, 8443, "/livez")));
  }

  @Test
  void what_cannot_be_known_is_not_guessed() {
    KsmPod hidden = pod(withEnv(ksm(List.of("--port=$(PORT)")), secretEnv("PORT")));
    KsmPod paths =
        pod(
            ksm(),
            withEnv(proxy("front", 8443, 8080, "--ignore-paths=$(PATHS)"), secretEnv("PATHS")));
    assertEquals(
        "UNREADABLE_ARGUMENT", kind(ask(hidden, "2.20.0", EMPTY, Scheme.HTTP, 8080, "/livez")));
    assertEquals(
        "UNREADABLE_ARGUMENT", kind(ask(paths, "2.20.0", EMPTY, Scheme.HTTPS, 8443, "/livez")));
    assertEquals("VERSION_TOO_OLD", kind(ask(pod(ksm()), "1.9.8", EMPTY, Scheme.HTTP, 8080, "/")));
    assertEquals(
        "VERSION_UNKNOWN",
        kind(
            new Prediction(pod(ksm()), new ContractMatch.Unreadable("x"), EMPTY)
                .dial(RequestBuilder.plain(Scheme.HTTP, POD_IP, 8080, "/livez"))));
  }

  @Test
  void nobody_listens_where_nothing_is_declared() {
    assertEquals(
        "dial tcp 10.0.0.7:9999: connect: connection refused",
        ask(pod(ksm()), "2.20.0", EMPTY, Scheme.HTTP, 9999, "/") instanceof NoResponse silence
            ? silence.detail()
            : "");
  }

  @Test
  void nobody_is_sure_not_to_listen_where_the_start_cannot_be_read() {
    KsmPod scripted =
        pod(withCommand(ksm(List.of("--host=127.0.0.1", "--port=9090")), "/start.sh"));
    assertEquals(
        "UNREADABLE_START", kind(ask(scripted, "2.20.0", EMPTY, Scheme.HTTP, 9999, "/livez")));
    assertEquals(
        "REFUSED",
        kind(
            new Prediction(scripted, match("2.20.0"), EMPTY)
                .dial(RequestBuilder.plain(Scheme.HTTP, POD_IP, 9090, "/livez"))));
    assertEquals("OK", kind(ask(scripted, "2.20.0", EMPTY, Scheme.HTTP, 8081, "/readyz")));
  }

  @Test
  void a_container_that_is_not_understood_may_listen_where_nothing_is_declared() {
    KsmPod pod = pod(ksm(), stranger("auth", env("LISTEN", ":8443")));
    assertEquals("OTHER_CONTAINER", kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTPS, 8443, "/livez")));
    assertEquals("REFUSED", kind(ask(pod, "2.20.0", EMPTY, Scheme.HTTPS, 8444, "/livez")));
    KsmPod behind =
        pod(
            ksm(),
            proxy("front", 8443, 9999, "--ignore-paths=/livez"),
            stranger("second", env("PORT", "9999")));
    assertEquals(
        "OTHER_CONTAINER", kind(ask(behind, "2.20.0", EMPTY, Scheme.HTTPS, 8443, "/livez")));
  }

  private static Container stranger(String name, Container.EnvVar... env) {
    return withEnv(
        new Container(
            name,
            "registry.example/" + name + ":1",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        env);
  }

  @Test
  void redirects_are_followed_to_the_end() {
    Prediction prediction = new Prediction(pod(ksm()), match("2.13.0"), EMPTY);
    Answer answer =
        prediction.answer(RequestBuilder.plain(Scheme.HTTP, POD_IP, 8080, "/debug/pprof"));
    assertEquals("pprof", kind(answer));
    assertEquals(
        List.of("http://10.0.0.7:8080/debug/pprof/"),
        answer instanceof Response response ? response.followed() : List.of());
  }

  private static Stream<DynamicTest> table(
      String table, KsmPod pod, Scheme scheme, Conditions conditions) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : table.lines().toList()) {
      List<String> cells = List.of(line.strip().split(" +"));
      for (int i = 0; i < VERSIONS.size(); i++) {
        String version = VERSIONS.get(i);
        String expected = cells.get(2 + i);
        int port = Integer.parseInt(cells.get(0));
        tests.add(
            DynamicTest.dynamicTest(
                version + " " + cells.get(0) + cells.get(1) + " is " + expected,
                () ->
                    assertEquals(
                        expected,
                        kind(ask(pod, version, conditions, scheme, port, cells.get(1))))));
      }
    }
    return tests.stream();
  }

  private static String contentType(String version) {
    return ask(pod(ksm()), version, EMPTY, Scheme.HTTP, 8081, "/metrics") instanceof Response page
        ? page.headers().first("Content-Type").orElse("")
        : "";
  }

  // The path goes to the socket as it stands: a kubelet would clean "//livez" before it is sent.
  private static Answer ask(
      KsmPod pod, String version, Conditions conditions, Scheme scheme, int port, String path) {
    Prediction prediction = new Prediction(pod, match(version), conditions);
    return pod.at(port)
        .map(socket -> prediction.answer(socket, scheme, path))
        .orElseGet(() -> prediction.dial(RequestBuilder.plain(scheme, POD_IP, port, path)));
  }

  private static String kind(Answer answer) {
    return switch (answer) {
      case NoResponse silence -> silence.cause().name();
      case NotObservable hidden -> hidden.why().name();
      case Connected _ -> "connected";
      case Response response -> kind(response);
    };
  }

  private static String kind(Response response) {
    String type = response.headers().first("Content-Type").orElse("none");
    String challenge = response.headers().first("WWW-Authenticate").map(_ -> "-basic").orElse("");
    String sniff = response.headers().first("X-Content-Type-Options").orElse("");
    return switch (response.statusCode() + " " + type + " " + start(response.body().text())) {
      case "200 text/plain; charset=utf-8 OK" -> "OK";
      case "200 text/plain; charset=utf-8 ok" -> "ok";
      case "503 text/plain; charset=utf-8 Service Unavailable" -> "503";
      case "404 text/plain; charset=utf-8 404 page not found" ->
          sniff.equals("nosniff") ? "404" : "404 without nosniff";
      case "401 text/plain; charset=utf-8 Unauthorized" -> "401" + challenge;
      case "400 none Client sent an HTTP request to an HTTPS server." -> "400";
      case "502 none " -> "502";
      case "301 text/html; charset=utf-8 <a href" -> "301";
      case "307 text/html; charset=utf-8 <a href" -> "307";
      case "200 text/html; charset=utf-8 <title>/debug/pprof/</title>" -> "pprof";
      case "200 text/html; charset=utf-8 <title>Kube Metrics Server</title>" -> "old-main";
      case "200 text/html; charset=utf-8 <title>Kube-State-Metrics Metrics Server</title>" ->
          "old-self";
      case "200 text/html; charset=UTF-8 <h2>Metrics for Kubernetes' state</h2>" -> "main";
      case "200 text/html; charset=UTF-8 <h2>Self-metrics for kube-state-metrics</h2>" -> "self";
      case "200 text/plain; version=0.0.4; charset=utf-8 " -> "empty";
      case "200 text/plain; version=0.0.4; charset=utf-8 # HELP kube_" -> "help";
      case String other -> other.contains("# HELP go_") ? "own" : other;
    };
  }

  private static String start(String body) {
    for (String mark :
        List.of(
            "<h2>Metrics for Kubernetes' state</h2>",
            "<h2>Self-metrics for kube-state-metrics</h2>",
            "<title>Kube Metrics Server</title>",
            "<title>Kube-State-Metrics Metrics Server</title>",
            "<title>/debug/pprof/</title>",
            "<a href",
            "# HELP kube_",
            "# HELP go_")) {
      if (body.contains(mark) && !(mark.equals("# HELP kube_") && body.contains("# HELP go_"))) {
        return mark;
      }
    }
    return body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
  }
}
