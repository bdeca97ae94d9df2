package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.silence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a tcpSocket probe finds in a pod that runs. */
class ConnectionVerdictsTest {

  private static KsmPod probing(int port) {
    TcpSocket connection = new TcpSocket(new PortRef.Numbered(port), "");
    return pod(ksm(Probe.of(ProbeType.LIVENESS, connection)));
  }

  private static Verdict verdict(KsmPod pod, List<Answered> answered) {
    return Diagnosis.of(ProbedPod.of(pod), match("v2.14.0"), answered).getFirst();
  }

  private static Verdict verdict(KsmPod pod, Answer answer) {
    return verdict(pod, but(answers(pod, "v2.14.0"), one -> isProbe(one) ? answer : one.answer()));
  }

  private static String said(Verdict verdict) {
    return verdict.reason().label()
        + verdict.result().map(Result::label).map(word -> " " + word).orElse("")
        + " "
        + verdict.severity().label();
  }

  @Test
  void a_connection_is_a_success_that_is_worth_a_note() {
    Verdict verdict = verdict(probing(8080), new Answer.Connected(Duration.ofMillis(1)));
    assertEquals("port_open success info", said(verdict));
    assertEquals(Optional.of("TCP 10.0.0.7:8080"), verdict.request());
  }

  @Test
  void a_connection_to_a_port_that_nobody_declares_proves_nothing_of_kube_state_metrics() {
    Verdict verdict = verdict(probing(9000), new Answer.Connected(Duration.ofMillis(1)));
    assertEquals("port_open success info", said(verdict));
    assertEquals(
        "Port 9000 accepts connections: that proves an open port and nothing more, least of all of"
            + " kube-state-metrics.",
        Wording.why(verdict));
  }

  @Test
  void refused_while_the_process_answers_elsewhere_tells_of_the_port() {
    assertEquals(
        "port_not_listening failure error",
        said(verdict(probing(9000), silence(Cause.REFUSED, "Connection refused"))));
  }

  @Test
  void refused_everywhere_tells_of_the_process() {
    KsmPod pod = probing(8080);
    assertEquals(
        "process_down failure warning",
        said(
            verdict(
                pod,
                but(answers(pod, "v2.14.0"), _ -> silence(Cause.REFUSED, "Connection refused")))));
  }

  @Test
  void a_connection_that_comes_too_late_is_a_timeout() {
    assertEquals(
        "timeout failure warning",
        said(verdict(probing(8080), silence(Cause.TIMEOUT, "no connection after 1000 ms"))));
  }
}
