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
import static io.github.ksmprobe.prediction.AskedModel.EMPTY;
import static io.github.ksmprobe.prediction.AskedModel.ask;
import static io.github.ksmprobe.prediction.AskedModel.kind;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The model's answers through a proxy, and where something stands beside it that is not understood.
 */
class PredictionThroughOthersTest {

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
}
