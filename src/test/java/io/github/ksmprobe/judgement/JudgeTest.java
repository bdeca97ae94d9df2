package io.github.ksmprobe.judgement;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.silence;
import static io.github.ksmprobe.Fixtures.withImage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.round.ReadinessPods;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final KsmPod POD = pod(ksm(liveness("/readyz", 8080)));

  @Test
  void the_forecast_of_a_pod_is_made_once() {
    Judgement first = judged(POD, answers(POD, "2.12.0"), Optional.empty());
    Judgement second = judged(POD, answers(POD, "2.12.0"), Optional.of(first));
    assertEquals(4, first.report().outlooks().size());
    assertSame(first.forecast(), second.forecast());
    assertEquals(first.report(), second.report());
  }

  @Test
  void where_no_version_can_be_read_it_is_made_once_too() {
    KsmPod nameless = pod(withImage(POD.ksm(), "registry.example/ksm:latest"));
    List<Answered> silent =
        Fixtures.but(answers(nameless, "2.12.0"), _ -> silence(Cause.REFUSED, "refused"));
    Judgement first = judged(nameless, silent, Optional.empty());
    assertSame(first.forecast(), judged(nameless, silent, Optional.of(first)).forecast());
    assertEquals(List.of(), first.report().outlooks());
  }

  @Test
  void another_version_has_another_forecast() {
    Judgement first = judged(POD, answers(POD, "2.12.0"), Optional.empty());
    Judgement upgraded = judged(POD, answers(POD, "2.13.0"), Optional.of(first));
    assertEquals(judged(POD, answers(POD, "2.13.0"), Optional.empty()).report(), upgraded.report());
    assertNotEquals(first.report().outlooks(), upgraded.report().outlooks());
  }

  @Test
  void another_declaration_has_another_forecast() {
    Judgement first = judged(POD, answers(POD, "2.12.0"), Optional.empty());
    KsmPod changed = pod(ksm(liveness("/livez", 8080)));
    Judgement after = judged(changed, answers(changed, "2.12.0"), Optional.of(first));
    assertEquals(
        judged(changed, answers(changed, "2.12.0"), Optional.empty()).report(), after.report());
    assertNotEquals(first.report().outlooks(), after.report().outlooks());
  }

  private static Judgement judged(KsmPod pod, List<Answered> answered, Optional<Judgement> before) {
    return Judge.of(
        new Target(pod, Vantage.inside(pod.ip())),
        answered,
        before,
        ReadinessPods.moment(Duration.ZERO),
        Duration.ofSeconds(15));
  }
}
