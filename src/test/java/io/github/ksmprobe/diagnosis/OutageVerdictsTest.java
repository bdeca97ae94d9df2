package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.isCell;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.isVia;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.plain;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.silence;
import static io.github.ksmprobe.diagnosis.DecisionTableTest.assertVerdict;
import static io.github.ksmprobe.diagnosis.DecisionTableTest.only;
import static io.github.ksmprobe.diagnosis.DecisionTableTest.replaced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is an outage and what a mismatch, by who answers and who does not. */
class OutageVerdictsTest {

  private static final KsmPod LIVEZ = pod(ksm(liveness("/livez", 8080)));
  private static final KsmPod PROXIED =
      pod(
          ksm(List.of("--host=127.0.0.1", "--port=9090"), httpsLiveness("/livez", 8443)),
          proxy("front", 8443, 9090, "--ignore-paths=/livez"));

  @Test
  void an_api_server_that_is_down_is_no_mismatch() {
    Verdict verdict = livez(plain(503, "Service Unavailable"));
    assertVerdict(verdict, Reason.DEPENDENCY_DOWN, Result.FAILURE, Severity.WARNING, 503);
    assertEquals(
        "/livez answers 503 while /healthz answers 200: kube-state-metrics runs, but cannot get a"
            + " good /livez from the API server. The container is restarted after 3 failures in a"
            + " row.",
        Wording.why(verdict));
  }

  @Test
  void livez_503_without_a_good_healthz_is_a_bad_response() {
    List<Answered> answered =
        but(
            answers(LIVEZ, "2.14.0"),
            one ->
                isProbe(one) || isCell(one, Listener.MAIN, "/healthz")
                    ? plain(503, "Service Unavailable")
                    : one.answer());
    assertVerdict(
        only(LIVEZ, answered), Reason.BAD_RESPONSE, Result.FAILURE, Severity.WARNING, 503);
  }

  @Test
  void an_api_server_that_is_slow_is_no_mismatch() {
    Verdict verdict = livez(silence(Cause.TIMEOUT, "context deadline exceeded"));
    assertVerdict(verdict, Reason.DEPENDENCY_SLOW, Result.FAILURE, Severity.WARNING, 0);
    assertEquals(
        "/livez did not answer within 1 s while /healthz did: the API server is slow, not"
            + " kube-state-metrics. The container is restarted after 3 failures in a row.",
        Wording.why(verdict));
  }

  @Test
  void livez_and_healthz_both_too_late_are_a_timeout() {
    List<Answered> answered =
        but(answers(LIVEZ, "2.14.0"), _ -> silence(Cause.TIMEOUT, "context deadline exceeded"));
    assertVerdict(only(LIVEZ, answered), Reason.TIMEOUT, Result.FAILURE, Severity.WARNING, 0);
  }

  @Test
  void readyz_503_is_not_ready() {
    KsmPod pod = pod(ksm(readiness("/readyz", 8081)));
    Verdict verdict = only(pod, replaced(pod, plain(503, "Service Unavailable")));
    assertVerdict(verdict, Reason.NOT_READY, Result.FAILURE, Severity.WARNING, 503);
  }

  @Test
  void refused_everywhere_is_a_process_that_is_down() {
    List<Answered> answered =
        but(answers(LIVEZ, "2.14.0"), _ -> silence(Cause.REFUSED, "connection refused"));
    assertVerdict(only(LIVEZ, answered), Reason.PROCESS_DOWN, Result.FAILURE, Severity.WARNING, 0);
  }

  @Test
  void refused_on_the_pod_ip_and_answered_on_loopback_is_loopback_only() {
    List<Answered> answered =
        but(
            answers(LIVEZ, "2.14.0"),
            one ->
                isProbe(one) || isVia(one, Via.POD_IP)
                    ? silence(Cause.REFUSED, "connection refused")
                    : one.answer());
    assertVerdict(only(LIVEZ, answered), Reason.LOOPBACK_ONLY, Result.FAILURE, Severity.ERROR, 0);
  }

  @Test
  void refused_while_the_other_port_answers_is_a_port_where_nothing_listens() {
    Predicate<Answered> onMain = one -> isProbe(one) || one.ask().request().port() == 8080;
    List<Answered> answered =
        but(
            answers(LIVEZ, "2.14.0"),
            one -> onMain.test(one) ? silence(Cause.REFUSED, "connection refused") : one.answer());
    Verdict verdict = only(LIVEZ, answered);
    assertVerdict(verdict, Reason.PORT_NOT_LISTENING, Result.FAILURE, Severity.ERROR, 0);
  }

  @Test
  void a_proxy_that_refuses_while_kube_state_metrics_answers_is_down_itself() {
    Verdict verdict = only(PROXIED, replaced(PROXIED, silence(Cause.REFUSED, "refused")));
    assertVerdict(verdict, Reason.PROCESS_DOWN, Result.FAILURE, Severity.WARNING, 0);
    assertEquals(
        "Port 8443 refuses the connection: container front, which should listen there, is down or not ready yet. The container is restarted after 3 failures in a row.",
        Wording.why(verdict));
  }

  @Test
  void a_port_that_answers_other_requests_of_the_round_is_not_called_closed() {
    Verdict verdict = livez(silence(Cause.REFUSED, "connection refused"));
    assertVerdict(verdict, Reason.PROCESS_DOWN, Result.FAILURE, Severity.WARNING, 0);
  }

  @Test
  void a_token_that_is_turned_away_while_the_api_server_is_down_is_not_called_wrong() {
    KsmPod pod = pod(ksm(List.of("--auth-filter"), withToken("/metrics", 8080)));
    List<Answered> answered =
        but(
            answers(pod, "2.20.0"),
            one ->
                isProbe(one)
                    ? plain(500, "Authentication failed\n")
                    : isCell(one, Listener.MAIN, "/livez")
                        ? plain(503, "Service Unavailable")
                        : one.answer());
    assertVerdict(
        only(pod, answered), Reason.DEPENDENCY_DOWN, Result.FAILURE, Severity.WARNING, 500);
    List<Answered> well =
        but(
            answers(pod, "2.20.0"),
            one -> isProbe(one) ? plain(500, "Authentication failed\n") : one.answer());
    assertVerdict(only(pod, well), Reason.AUTH_REQUIRED, Result.FAILURE, Severity.ERROR, 500);
  }

  @Test
  void a_path_of_the_other_port_stays_there_while_that_answers_503() {
    KsmPod pod = pod(ksm(readiness("/livez", 8081)));
    List<Answered> answered =
        but(
            answers(pod, "2.14.0"),
            one ->
                isCell(one, Listener.MAIN, "/livez")
                    ? plain(503, "Service Unavailable")
                    : one.answer());
    assertVerdict(only(pod, answered), Reason.WRONG_PORT, Result.FAILURE, Severity.ERROR, 404);
  }

  @Test
  void a_path_that_a_proxy_does_not_allow_is_told_by_its_flags_while_nothing_answers_behind_it() {
    KsmPod closed =
        pod(
            ksm(List.of("--host=127.0.0.1", "--port=9090"), httpsLiveness("/livez", 8443)),
            proxy("front", 8443, 9090, "--allow-paths=/metrics"));
    List<Answered> answered =
        but(
            answers(closed, "2.14.0"),
            one -> isProbe(one) ? one.answer() : silence(Cause.REFUSED, "connection refused"));
    assertVerdict(
        only(closed, answered), Reason.PATH_NOT_ALLOWED, Result.FAILURE, Severity.ERROR, 404);
  }

  private static Probe withToken(String path, int port) {
    List<Handler.Header> headers = List.of(new Handler.Header("authorization", "Bearer of-mine"));
    return Probe.of(
        ProbeType.LIVENESS,
        new Handler.HttpGet(path, new Handler.PortRef.Numbered(port), Scheme.HTTP, "", headers));
  }

  private static Verdict livez(Answer answer) {
    return only(LIVEZ, replaced(LIVEZ, answer));
  }
}
