package io.github.ksmprobe.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order a pod is asked. */
class QuestionsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void configured_probes_come_before_all_that_could_take_their_time() {
    KsmPod pod =
        Fixtures.pod(
            Fixtures.ksm(
                Fixtures.liveness("/livez", 8080),
                Fixtures.readiness("/readyz", 8081),
                Fixtures.liveness("/healthz", 9999)));
    List<Ask> asks =
        new Questions(Vantage.inside(Fixtures.POD_IP), SECOND, SECOND, true)
            .of(ProbedPod.of(pod))
            .asks();
    List<Boolean> cells = asks.stream().map(ask -> ask.purpose() instanceof Purpose.Cell).toList();
    assertEquals(cells.stream().sorted().toList(), cells);
    assertEquals(List.of(false, true), cells.stream().distinct().toList());
  }
}
