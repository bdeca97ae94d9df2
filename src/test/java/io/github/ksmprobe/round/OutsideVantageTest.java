package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pod on its node's network whose probes dial the loopback, seen from another pod. */
class OutsideVantageTest {

  private final List<Plan> asked = new ArrayList<>();
  private final Round round =
      ReadinessPods.round(
          plan -> {
            asked.add(plan);
            return ReadinessPods.ALL_WELL.answers(plan);
          });

  @Test
  void the_loopback_of_another_pod_is_not_asked_and_not_guessed() {
    PodReport report = report(Vantage.outside("10.0.0.1"));

    assertTrue(
        asked.getFirst().asks().stream()
            .allMatch(ask -> ask.request().hostname().equals("10.0.0.1")));
    assertTrue(report.endpoints().stream().allMatch(state -> state.via() == Via.POD_IP));
    Verdict readiness = readiness(report);
    assertEquals(Reason.UNKNOWN, readiness.reason());
    assertEquals(Optional.empty(), readiness.result());
    assertTrue(
        Wording.why(readiness).contains("The loopback of another pod cannot be seen from here."),
        Wording.why(readiness));
  }

  @Test
  void from_inside_it_is_asked() {
    PodReport report = report(Vantage.inside("10.0.0.1"));
    assertTrue(readiness(report).result().isPresent());
  }

  private PodReport report(Vantage vantage) {
    Target target = new Target(pod(), vantage);
    return Judge.of(target, round.on(target));
  }

  private static Verdict readiness(PodReport report) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.type() == ProbeType.READINESS)
        .findFirst()
        .orElseThrow();
  }

  private static KsmPod pod() {
    PortRef telemetry = new PortRef.Numbered(8081);
    HttpGet readyz = new HttpGet("/readyz", telemetry, Scheme.HTTP, "127.0.0.1", List.of());
    return ReadinessPods.pod("k", readyz, true, "10.0.0.1");
  }
}
