package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.html;
import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.isCell;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.plain;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.response;
import static io.github.ksmprobe.Fixtures.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers.Line;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows that only live answers reach; those of a manifest are in the judgement folders. */
class DecisionTableTest {

  private static final KsmPod LIVEZ = pod(ksm(liveness("/livez", 8080)));
  private static final KsmPod PROXIED =
      pod(
          ksm(List.of("--host=127.0.0.1", "--port=9090"), httpsLiveness("/livez", 8443)),
          proxy("front", 8443, 9090, "--ignore-paths=/livez"));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "RESET, CONNECTION_RESET, WARNING",
    "CLOSED, CONNECTION_RESET, WARNING",
    "TLS, TLS_ERROR, WARNING",
    "PLAIN_HTTP, WRONG_SCHEME, ERROR",
    "CERTIFICATE_REQUIRED, AUTH_REQUIRED, ERROR",
    "UNKNOWN_HOST, WRONG_HOST, ERROR",
    "MALFORMED, BAD_RESPONSE, WARNING",
    "TOO_MANY_REDIRECTS, BAD_RESPONSE, WARNING",
    "BAD_REDIRECT, BAD_RESPONSE, WARNING",
    "UNREACHABLE, UNKNOWN, WARNING"
  })
  void silence_has_a_cause(Cause cause, Reason reason, Severity severity) {
    Verdict verdict = livez(silence(cause, "as the system says"));
    assertVerdict(verdict, reason, Result.FAILURE, severity, 0);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "401, Unauthorized, AUTH_REQUIRED, ERROR",
    "403, Forbidden, AUTH_REQUIRED, ERROR",
    "500, Authentication failed, AUTH_REQUIRED, ERROR",
    "500, boom, BAD_RESPONSE, WARNING",
    "429, Too Many Requests, BAD_RESPONSE, WARNING",
    "502, '', UPSTREAM_DOWN, WARNING",
    "404, no such page, FOREIGN_RESPONDER, ERROR"
  })
  void a_status_is_told_apart_by_its_body(
      int status, String body, Reason reason, Severity severity) {
    assertVerdict(livez(plain(status, body)), reason, Result.FAILURE, severity, status);
  }

  @Test
  void a_challenge_tells_basic_auth() {
    List<Line> headers = List.of(new Line("Www-Authenticate", "Basic"));
    Verdict verdict = livez(response(401, headers, Body.complete("Unauthorized\n")));
    assertVerdict(verdict, Reason.AUTH_REQUIRED, Result.FAILURE, Severity.ERROR, 401);
    assertEquals(
        "basic_auth_users in the web config file guards every path of both ports, health paths"
            + " included. The container is restarted after 3 failures in a row.",
        Wording.why(verdict));
  }

  @Test
  void a_token_that_is_not_accepted_is_not_called_missing() {
    assertEquals(
        "/livez answers 500: it is behind --auth-filter or something like it, and the token of the"
            + " probe is not accepted. The container is restarted after 3 failures in a row.",
        Wording.why(livez(plain(500, "Authentication failed\n"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"CUT, BAD_RESPONSE", "LATE, TIMEOUT"})
  void a_body_that_breaks_after_its_headers_is_discarded(Body.End end, Reason reason) {
    for (int status : List.of(200, 404, 503)) {
      Verdict verdict = livez(response(status, List.of(), new Body("O", 1, end)));
      assertVerdict(verdict, reason, Result.DISCARDED, Severity.WARNING, status);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "text/html, <title>Node Exporter</title>",
    "text/plain, ok",
    "text/plain, OK and more",
    "application/json, {}",
    "text/plain, '# HELP node_load1 Load.'"
  })
  void a_good_answer_without_the_signature_is_foreign(String type, String body) {
    Verdict verdict = livez(response(200, type, body));
    assertVerdict(verdict, Reason.FOREIGN_RESPONDER, Result.SUCCESS, Severity.WARNING, 200);
  }

  @Test
  void gos_404_on_a_port_whose_root_is_not_ours_is_foreign() {
    List<Answered> answered =
        but(
            answers(LIVEZ, "2.14.0"),
            one ->
                isCell(one, Listener.MAIN, "/")
                    ? html("<title>Another</title>")
                    : isProbe(one) ? plain(404, "404 page not found\n") : one.answer());
    assertVerdict(
        only(LIVEZ, answered), Reason.FOREIGN_RESPONDER, Result.FAILURE, Severity.ERROR, 404);
  }

  @Test
  void pprofs_html_is_no_landing_page() {
    Verdict verdict =
        livez(response(200, "text/html; charset=utf-8", "<title>/debug/pprof/</title>"));
    assertEquals(Reason.OK, verdict.reason());
  }

  @Test
  void a_landing_page_on_another_path_passes_by_accident() {
    Verdict verdict = only(LIVEZ, answers(LIVEZ, "2.12.0"), "2.12.0");
    assertVerdict(verdict, Reason.CATCH_ALL, Result.SUCCESS, Severity.WARNING, 200);
  }

  @Test
  void a_redirect_that_is_not_followed_counts_as_success() {
    List<Line> headers = List.of(new Line("Location", "https://elsewhere.example/"));
    Verdict verdict = livez(response(302, headers, Body.EMPTY));
    assertVerdict(verdict, Reason.REDIRECTED, Result.SUCCESS, Severity.INFO, 302);
  }

  @Test
  void a_proxys_404_is_told_from_kube_state_metrics_by_its_upstream() {
    Verdict verdict = only(PROXIED, replaced(PROXIED, plain(404, "404 page not found\n")));
    assertVerdict(verdict, Reason.PATH_NOT_ALLOWED, Result.FAILURE, Severity.ERROR, 404);
  }

  @Test
  void a_body_behind_an_ignored_path_is_proof_enough() {
    Verdict verdict = only(PROXIED, answers(PROXIED, "2.14.0"));
    assertVerdict(verdict, Reason.OK, Result.SUCCESS, Severity.NONE, 200);
    assertEquals(
        "/livez reaches its real handler on main (behind port 8443 of container front) through the"
            + " proxy of container front. It asks the API server in turn, and fails while that is"
            + " unreachable.",
        Wording.why(verdict));
  }

  @Test
  void empty_main_metrics_are_no_foreign_answer() {
    KsmPod pod = pod(ksm(liveness("/metrics", 8080)));
    Verdict verdict =
        only(pod, replaced(pod, response(200, "text/plain; version=0.0.4; charset=utf-8", "")));
    assertVerdict(verdict, Reason.METRICS_PATH, Result.SUCCESS, Severity.INFO, 200);
  }

  private static Verdict livez(Answer answer) {
    return only(LIVEZ, replaced(LIVEZ, answer));
  }

  static List<Answered> replaced(KsmPod pod, Answer answer) {
    return but(answers(pod, "2.14.0"), one -> isProbe(one) ? answer : one.answer());
  }

  static Verdict only(KsmPod pod, List<Answered> answered) {
    return only(pod, answered, "2.14.0");
  }

  static Verdict only(KsmPod pod, List<Answered> answered, String version) {
    List<Probe> configured = pod.ksm().probes();
    return Diagnosis.of(ProbedPod.of(pod), match(version), answered).stream()
        .filter(verdict -> verdict.type() == configured.getFirst().type())
        .findFirst()
        .orElseThrow();
  }

  static void assertVerdict(
      Verdict verdict, Reason reason, Result result, Severity severity, int status) {
    assertEquals(
        reason + " " + result + " " + severity + " " + status,
        verdict.reason()
            + " "
            + verdict.result().map(Result::name).orElse("none")
            + " "
            + verdict.severity()
            + " "
            + verdict.statusCode());
  }
}
