package io.github.ksmprobe.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.ReadinessPods;
import io.github.ksmprobe.wording.Wording;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AgreementTest {

  private static final String KSM = "kube-state-metrics";

  @ParameterizedTest(name = "success here: {0}, ready there: {1}, after {2} s: {3}")
  @CsvSource({
    "true, true, 0, AGREES",
    "false, false, 300, AGREES",
    "true, false, 0, KUBELET_LAGS",
    "true, false, 45, KUBELET_LAGS",
    "true, false, 46, KUBELET_DISAGREES",
    "false, true, 300, ONLY_KUBELET_SUCCEEDS",
  })
  void success_here_and_ready_there_are_compared(
      boolean success, boolean ready, int seconds, Agreement expected) {
    ContainerState state = new ContainerState(KSM, ready, 0);
    Target target = ReadinessPods.target("p", state);
    Prober prober = success ? ReadinessPods.ALL_WELL : ReadinessPods.SILENT;
    Optional<Judgement> before = Optional.of(judged(target, prober, Optional.empty(), 0));
    PodReport report = judged(target, prober, before, seconds).report();
    assertEquals(expected, Agreement.of(report, state));
    assertEquals(expected != Agreement.AGREES, Agreement.of(report, state).differs());
  }

  private static Judgement judged(
      Target target, Prober prober, Optional<Judgement> before, int seconds) {
    return Judge.of(
        target,
        ReadinessPods.round(prober).on(target),
        before,
        ReadinessPods.moment(Duration.ofSeconds(seconds)),
        Duration.ofSeconds(15));
  }

  @Test
  void a_container_without_a_readiness_probe_is_not_compared() {
    ContainerState other = new ContainerState("proxy", false, 3);
    Target target = ReadinessPods.target("p", other);
    PodReport report = Judge.of(target, ReadinessPods.round(ReadinessPods.ALL_WELL).on(target));
    assertEquals(Agreement.NOT_COMPARED, Agreement.of(report, other));
  }

  @Test
  void a_round_on_demand_knows_the_kubelets_word_too() {
    Target target = ReadinessPods.target("p", new ContainerState(KSM, false, 2));
    PodReport now =
        Judge.of(
            target, ReadinessPods.round(ReadinessPods.ALL_WELL).now(target, Duration.ofSeconds(1)));
    assertEquals(target.kubelet(), now.kubelet());
  }

  @ParameterizedTest
  @EnumSource
  void each_says_something_of_its_own(Agreement one) {
    long same =
        Stream.of(Agreement.values())
            .filter(other -> Wording.of(other).equals(Wording.of(one)))
            .count();
    assertEquals(1, same);
  }
}
