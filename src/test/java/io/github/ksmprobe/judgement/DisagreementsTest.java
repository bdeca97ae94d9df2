package io.github.ksmprobe.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Disagreement;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.ReadinessPods;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

  private static final String KSM = "kube-state-metrics";

  // The API's defaults: 3 × 10 s, and a round of 15 s.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private Optional<Judgement> before = Optional.empty();
  private final Target notReady = ReadinessPods.target("p", new ContainerState(KSM, false, 0));
  private final Target ready = ReadinessPods.target("p", new ContainerState(KSM, true, 0));

  @Test
  void only_what_lasts_longer_than_the_kubelet_needs_is_a_finding() {
    assertEquals(
        List.of(disagrees(false)),
        at(notReady, ReadinessPods.ALL_WELL, Duration.ZERO).disagreements());
    PodReport last = at(notReady, ReadinessPods.ALL_WELL, PATIENCE);
    assertEquals(List.of(disagrees(false)), last.disagreements());
    assertNotEquals(Reason.KUBELET_DISAGREES, verdict(last).reason());

    PodReport found = at(notReady, ReadinessPods.ALL_WELL, PATIENCE.plusMillis(1));
    assertEquals(List.of(disagrees(true)), found.disagreements());
    assertEquals(Reason.KUBELET_DISAGREES, verdict(found).reason());
    assertEquals(Severity.WARNING, verdict(found).severity());
    assertTrue(Wording.why(verdict(found)).contains("between node and pod"));
    assertTrue(Wording.fix(verdict(found)).contains("NetworkPolicy"));
  }

  @Test
  void a_container_that_has_not_started_is_not_probed_for_readiness_by_anybody() {
    Target starting = ReadinessPods.target("p", new ContainerState(KSM, false, false, 0));
    at(starting, ReadinessPods.ALL_WELL, Duration.ZERO);
    assertEquals(
        List.of(disagrees(false)),
        at(starting, ReadinessPods.ALL_WELL, Duration.ofMinutes(5)).disagreements());
  }

  @Test
  void the_kubelet_may_begin_late() {
    Target late = ReadinessPods.delayed(notReady, Duration.ofMinutes(2));
    at(late, ReadinessPods.ALL_WELL, Duration.ZERO);
    Duration longer = PATIENCE.plus(Duration.ofMinutes(2));
    assertEquals(
        List.of(disagrees(false)), at(late, ReadinessPods.ALL_WELL, longer).disagreements());
    assertEquals(
        List.of(disagrees(true)),
        at(late, ReadinessPods.ALL_WELL, longer.plusMillis(1)).disagreements());
  }

  @Test
  void agreeing_in_between_starts_the_time_anew() {
    at(notReady, ReadinessPods.ALL_WELL, Duration.ZERO);
    at(ready, ReadinessPods.ALL_WELL, Duration.ofSeconds(30));
    at(notReady, ReadinessPods.ALL_WELL, Duration.ofSeconds(40));
    assertEquals(
        List.of(disagrees(false)),
        at(notReady, ReadinessPods.ALL_WELL, Duration.ofSeconds(80)).disagreements());
  }

  @Test
  void a_probe_that_fails_here_too_is_no_disagreement() {
    at(notReady, ReadinessPods.SILENT, Duration.ZERO);
    PodReport report = at(notReady, ReadinessPods.SILENT, Duration.ofMinutes(5));
    assertEquals(List.of(disagrees(false)), report.disagreements());
  }

  @Test
  void without_the_kubelets_word_nothing_is_compared() {
    Target unseen = ReadinessPods.target("p");
    at(unseen, ReadinessPods.ALL_WELL, Duration.ZERO);
    assertEquals(
        List.of(), at(unseen, ReadinessPods.ALL_WELL, Duration.ofMinutes(5)).disagreements());
  }

  @Test
  void a_word_lasts_until_it_was_last_known_and_not_until_now() {
    Target once = seen(Duration.ZERO);
    at(once, ReadinessPods.ALL_WELL, Duration.ZERO);
    Duration late = PATIENCE.plusSeconds(5);
    assertEquals(List.of(disagrees(false)), at(once, ReadinessPods.ALL_WELL, late).disagreements());
    // Read again, it is still so, and has been for as long as the kubelet needs.
    assertEquals(
        List.of(disagrees(true)), at(seen(late), ReadinessPods.ALL_WELL, late).disagreements());
  }

  @Test
  void a_word_that_is_too_old_contradicts_nothing_and_is_not_shown() {
    Target once = seen(Duration.ZERO);
    at(once, ReadinessPods.ALL_WELL, Duration.ZERO);
    Duration old = KubeletView.LONGEST_AGE.plusMillis(1);
    PodReport report = at(once, ReadinessPods.ALL_WELL, old);
    assertEquals(List.of(), report.disagreements());
    assertEquals(List.of(), report.kubelet().containers());
    assertEquals(once.kubelet().seenAt(), report.kubelet().seenAt());
    // What came before the silence does not count for what comes after it.
    assertEquals(
        List.of(disagrees(false)), at(seen(old), ReadinessPods.ALL_WELL, old).disagreements());
  }

  private Target seen(Duration after) {
    return notReady.withKubelet(notReady.kubelet().seen(ReadinessPods.moment(after)));
  }

  private PodReport at(Target target, Prober prober, Duration after) {
    Judgement now =
        Judge.of(
            target,
            ReadinessPods.round(prober).on(target),
            before,
            ReadinessPods.moment(after),
            INTERVAL);
    before = Optional.of(now);
    return now.report();
  }

  private static Disagreement disagrees(boolean lasting) {
    return new Disagreement(KSM, ProbeType.READINESS, lasting);
  }

  private static Verdict verdict(PodReport report) {
    return report.verdicts().stream()
        .filter(one -> one.type() == ProbeType.READINESS)
        .findFirst()
        .orElseThrow();
  }
}
