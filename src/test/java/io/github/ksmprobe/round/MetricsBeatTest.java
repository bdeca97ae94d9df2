package io.github.ksmprobe.round;

import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.withImage;
import static io.github.ksmprobe.round.RoundTest.POD;
import static io.github.ksmprobe.round.RoundTest.judged;
import static io.github.ksmprobe.round.RoundTest.round;
import static io.github.ksmprobe.round.RoundTest.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a round asks again, and what it remembers instead. */
class MetricsBeatTest {

  @Test
  void main_metrics_are_asked_on_their_beat_and_stand_in_between() {
    List<Plan> plans = new ArrayList<>();
    Prediction prediction = new Prediction(POD, match("2.14.0"), Conditions.NORMAL);
    Round round =
        round(
            plan -> {
              plans.add(plan);
              return prediction.answers(plan);
            },
            3);
    List<Boolean> fresh = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      fresh.add(
          judged(round, POD).endpoints().stream()
              .filter(
                  endpoint ->
                      endpoint.listener() == Listener.MAIN && endpoint.path().equals("/metrics"))
              .allMatch(endpoint -> endpoint.fresh()));
    }
    assertEquals(List.of(true, false, false, true), fresh);
    assertEquals(
        List.of(2L, 0L, 0L, 2L),
        plans.stream()
            .map(
                plan ->
                    plan.asks().stream()
                        .filter(ask -> ask.request().port() == 8080)
                        .filter(ask -> ask.request().address().endsWith("/metrics"))
                        .count())
            .toList());
  }

  @Test
  void what_another_declaration_was_answered_stands_in_for_nothing() {
    KsmPod moved = pod(withImage(POD.ksm(), "registry.example/kube-state-metrics:v2.19.0"));
    List<Plan> plans = new ArrayList<>();
    Round round =
        round(
            plan -> {
              plans.add(plan);
              return new Prediction(POD, match("2.14.0"), Conditions.NORMAL).answers(plan);
            },
            3);
    round.on(target(POD));
    round.on(target(moved));
    round.on(target(moved));
    assertEquals(
        List.of(true, true, false),
        plans.stream()
            .map(
                plan ->
                    plan.asks().stream()
                        .filter(ask -> ask.request().port() == 8080)
                        .anyMatch(ask -> ask.request().address().endsWith("/metrics")))
            .toList());
  }

  @Test
  void a_pod_that_comes_back_is_asked_for_everything_again() {
    Prediction prediction = new Prediction(POD, match("2.14.0"), Conditions.NORMAL);
    Round round = round(prediction::answers, 3);
    round.on(target(POD));
    round.keepOnly(List.of());
    assertEquals(
        true, judged(round, POD).endpoints().stream().allMatch(endpoint -> endpoint.fresh()));
  }
}
