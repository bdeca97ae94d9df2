package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which questions show the token, and what is expected of their answers. */
class TokenTest {

  private static final List<String> CLEAR =
      List.of("main /metrics loopback", "telemetry /metrics loopback");
  private static final List<String> BOTH =
      List.of(
          "main /metrics loopback",
          "main /metrics pod_ip",
          "telemetry /metrics loopback",
          "telemetry /metrics pod_ip");

  @Test
  void under_auth_filter_metrics_are_asked_with_it_over_loopback() {
    KsmPod pod = pod(ksm(List.of("--auth-filter"), liveness("/metrics", 8080)));
    assertEquals(CLEAR, authorized(pod, true));
  }

  @Test
  void over_tls_the_pod_ip_is_asked_with_it_too() {
    assertEquals(
        BOTH,
        authorized(pod(ksm(List.of("--auth-filter"))).withTls(Set.of(Listener.values())), true));
  }

  @Test
  void without_auth_filter_or_without_a_token_nothing_is() {
    assertEquals(List.of(), authorized(pod(ksm()), true));
    assertEquals(List.of(), authorized(pod(ksm(List.of("--auth-filter"))), false));
  }

  @Test
  void bare_addresses_are_asked_with_it_for_their_arguments_are_not_known() {
    KsmPod plain = pod(ksm());
    Workload bare =
        new Workload("flags", Workload.ADDRESSES, "", "10.0.0.7", Map.of(), plain.workload().pod());
    assertEquals(CLEAR, authorized(KsmPod.of(bare).orElseThrow(), true));
  }

  @Test
  void with_it_metrics_are_expected_and_without_it_the_refusal_is() {
    KsmPod pod = pod(ksm(List.of("--auth-filter")));
    assertEquals(
        "loopback: false, pod_ip: true", expected(pod, 401, "text/plain; charset=utf-8", "no"));
    assertEquals(
        "loopback: true, pod_ip: false",
        expected(pod, 200, "text/plain; version=0.0.4", "# HELP kube_pod_info x\n"));
  }

  /** Whether this answer at main /metrics is as it should be. */
  private static String expected(KsmPod pod, int status, String type, String body) {
    Answer answer =
        new Answer.Response(
            status,
            new Headers(List.of(new Headers.Line("Content-Type", type))),
            Body.complete(body),
            List.of(),
            Duration.ofMillis(1));
    List<Answered> answered =
        questions(true).of(ProbedPod.of(pod)).asks().stream()
            .filter(ask -> ask.purpose() instanceof Cell)
            .map(ask -> new Answered(ask, answer))
            .toList();
    List<String> words =
        EndpointState.of(pod, match("v2.16.0"), answered).stream()
            .filter(cell -> cell.path().equals("/metrics"))
            .filter(cell -> cell.listener().label().equals("main"))
            .map(cell -> cell.via().label() + ": " + cell.asExpected())
            .sorted()
            .toList();
    return String.join(", ", words);
  }

  private static List<String> authorized(KsmPod pod, boolean token) {
    return questions(token).of(ProbedPod.of(pod)).asks().stream()
        .filter(Ask::authorized)
        .map(Ask::purpose)
        .map(Cell.class::cast)
        .map(cell -> cell.listener().label() + " " + cell.path() + " " + cell.via().label())
        .sorted()
        .toList();
  }

  private static Questions questions(boolean token) {
    return new Questions(
        Vantage.inside("10.0.0.7"), Duration.ofSeconds(1), Duration.ofSeconds(5), true, token);
  }
}
