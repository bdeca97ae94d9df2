package io.github.ksmprobe.prediction;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.prediction.AskedModel.EMPTY;
import static io.github.ksmprobe.prediction.AskedModel.ask;
import static io.github.ksmprobe.prediction.AskedModel.kind;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Conditions.Protection;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  private static final KsmPod TLS = pod(ksm()).withTls(Set.of(Listener.values()));

  private static final List<String> VERSIONS =
      List.of("2.8.2", "2.12.0", "2.13.0", "2.14.0", "2.20.0");

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
    return table(API_SERVER_DOWN.replace("503", "OK "), TLS, Scheme.HTTPS, EMPTY);
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
      Conditions basic = new Conditions(ApiServer.UP, Protection.BASIC_AUTH, false);
      Conditions certificate = new Conditions(ApiServer.UP, Protection.CLIENT_CERTIFICATE, false);
      assertEquals(
          "401-basic", kind(ask(pod(ksm()), version, basic, Scheme.HTTP, port, path)), version);
      assertEquals(
          "CERTIFICATE_REQUIRED", kind(ask(TLS, version, certificate, Scheme.HTTPS, port, path)));
      for (Conditions any : List.of(EMPTY, certificate)) {
        assertEquals("400", kind(ask(TLS, version, any, Scheme.HTTP, port, path)));
      }
      assertEquals("PLAIN_HTTP", kind(ask(pod(ksm()), version, EMPTY, Scheme.HTTPS, port, path)));
    }
  }

  @Test
  void http_to_a_tls_port_gets_an_answer_without_a_single_header() {
    Response bare = (Response) ask(TLS, "2.20.0", EMPTY, Scheme.HTTP, 8080, "/livez");
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
}
