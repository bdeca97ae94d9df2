package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.plain;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.silence;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a live answer tells of a container whose configuration is not read. */
class StrangerVerdictsTest {

  private static final Container AUTH =
      withEnv(
          new Container(
              "auth",
              "registry.example/auth:1",
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()),
          env("LISTEN", ":8443"),
          env("UPSTREAM", "http://127.0.0.1:9090"));

  @Test
  void it_is_down_where_it_should_listen_and_refuses() {
    Verdict verdict =
        verdict(behind(httpsLiveness("/x", 8443)), silence(Cause.REFUSED, "connection refused"));
    assertEquals(Reason.PROCESS_DOWN, verdict.reason());
    assertTrue(Wording.why(verdict).contains("container auth"), Wording.why(verdict));
  }

  @Test
  void a_port_that_it_does_not_name_is_not_its_own() {
    Verdict verdict =
        verdict(behind(httpsLiveness("/x", 8444)), silence(Cause.REFUSED, "connection refused"));
    assertEquals(Reason.PORT_NOT_LISTENING, verdict.reason());
    assertFalse(Wording.fix(verdict).contains("pod IP"), Wording.fix(verdict));
  }

  @Test
  void it_and_not_kube_state_metrics_wants_the_token() {
    Verdict verdict = verdict(behind(httpsLiveness("/x", 8443)), plain(401, "Unauthorized\n"));
    assertEquals(Reason.AUTH_REQUIRED, verdict.reason());
    assertTrue(Wording.why(verdict).contains("container auth"), Wording.why(verdict));
    assertEquals("Let container auth pass that path without a token.", Wording.fix(verdict));
  }

  @Test
  void a_port_on_loopback_behind_it_is_not_opened() {
    Verdict verdict =
        verdict(behind(liveness("/livez", 9090)), silence(Cause.REFUSED, "connection refused"));
    assertEquals(Reason.LOOPBACK_ONLY, verdict.reason());
    assertEquals("Probe it through container auth.", Wording.fix(verdict));
  }

  @Test
  void without_it_the_port_may_be_opened() {
    KsmPod alone = pod(ksm(List.of("--host=127.0.0.1", "--port=9090"), liveness("/livez", 9090)));
    Verdict verdict = verdict(alone, silence(Cause.REFUSED, "connection refused"));
    assertEquals(Reason.LOOPBACK_ONLY, verdict.reason());
    assertTrue(Wording.fix(verdict).startsWith("Remove --host"), Wording.fix(verdict));
  }

  @Test
  void what_it_passes_on_is_judged_by_the_answer() {
    Verdict verdict = verdict(behind(httpsLiveness("/livez", 8443)), plain(200, "OK"));
    assertEquals(Reason.OK, verdict.reason());
  }

  private static KsmPod behind(Probe probe) {
    return pod(ksm(List.of("--host=127.0.0.1", "--port=9090"), probe), AUTH);
  }

  private static Verdict verdict(KsmPod pod, Answer answer) {
    return Diagnosis.of(
            ProbedPod.of(pod),
            match("2.14.0"),
            but(answers(pod, "2.14.0"), one -> isProbe(one) ? answer : one.answer()))
        .getFirst();
  }
}
