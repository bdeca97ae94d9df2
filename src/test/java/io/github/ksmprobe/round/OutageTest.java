package io.github.ksmprobe.round;

import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.wording.Wording;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While kube-state-metrics or the API server is down, no verdict on a good configuration calls it
 * wrong: whatever was heard before, however the pod is silent, wherever it is asked from.
 */
class OutageTest {

  /** Rounds between two requests to main /metrics, so that its answer is remembered meanwhile. */
  private static final int EVERY = 4;

  /** More than a round sends, second look included. */
  private static final int REQUESTS = 50;

  enum Layout {
    CHART,
    ONE_PORT,
    HOST_NETWORK,
    TELEMETRY_ON_LOOPBACK,
    BEHIND_A_PROXY,
    SWAPPED_BY_A_FILE;

    SilentWorld world() {
      return new SilentWorld(
          switch (this) {
            case CHART -> pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8081)));
            case ONE_PORT -> pod(ksm(liveness("/healthz", 8080), readiness("/", 8080)));
            case HOST_NETWORK ->
                pod(true, ksm(liveness("/livez", 8080), readiness("/readyz", 8081)));
            case TELEMETRY_ON_LOOPBACK ->
                pod(ksm(List.of("--telemetry-host=127.0.0.1"), liveness("/livez", 8080)));
            case BEHIND_A_PROXY ->
                pod(
                    ksm(List.of("--host=127.0.0.1", "--port=9090"), httpsLiveness("/livez", 8443)),
                    proxy("front", 8443, 9090, "--ignore-paths=/livez"));
            case SWAPPED_BY_A_FILE ->
                pod(ksm(liveness("/livez", 8081), readiness("/readyz", 8080)));
          },
          this == SWAPPED_BY_A_FILE);
    }
  }

  private static final List<Cause> SILENCES =
      List.of(Cause.REFUSED, Cause.TIMEOUT, Cause.RESET, Cause.CLOSED, Cause.UNREACHABLE);

  enum Mode {
    SIDECAR,
    WATCHER,
    ONE_SHOT
  }

  enum Before {
    NOTHING,
    WELL,
    SILENT
  }

  static Stream<Arguments> outages() {
    return Stream.of(Layout.values())
        .flatMap(
            layout ->
                SILENCES.stream()
                    .flatMap(
                        cause ->
                            Stream.of(Mode.values())
                                .flatMap(
                                    mode ->
                                        Stream.of(Before.values())
                                            .map(
                                                before ->
                                                    Arguments.of(layout, cause, mode, before)))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, before: {3}")
  @MethodSource("outages")
  void silence_is_no_mismatch(Layout layout, Cause cause, Mode mode, Before before) {
    SilentWorld world = layout.world();
    Round round = round(world);
    Target target = target(world, mode);
    if (before != Before.NOTHING) {
      world.silence(before == Before.WELL ? _ -> false : _ -> true, cause);
      round.on(target);
    }
    world.silence(_ -> true, cause);
    for (int i = 0; i < EVERY; i++) {
      assertNoMismatch(asked(round, target, mode));
    }
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SILENCES")
  void what_was_heard_before_is_shown_only_while_the_listener_is_as_it_was(Cause cause) {
    SilentWorld world = Layout.CHART.world();
    Round round = round(world);
    Target target = target(world, Mode.SIDECAR);
    round.on(target);
    world.silence(_ -> true, cause);
    assertEquals(List.of(0, 0), mainMetrics(judged(round, target)));
    assertEquals(List.of(0, 0), mainMetrics(judged(round, target)));
    world.silence(_ -> false, cause);
    assertEquals(List.of(200, 200), mainMetrics(judged(round, target)));
  }

  private static List<Integer> mainMetrics(PodReport report) {
    return report.endpoints().stream()
        .filter(state -> state.listener() == Listener.MAIN && state.path().equals("/metrics"))
        .map(EndpointState::statusCode)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_process_that_goes_in_the_middle_of_a_round_is_no_mismatch(Layout layout) {
    atEachMoment(layout, (request, moment) -> request >= moment);
  }

  @ParameterizedTest
  @EnumSource
  void a_process_that_comes_in_the_middle_of_a_round_is_no_mismatch(Layout layout) {
    atEachMoment(layout, (request, moment) -> request < moment);
  }

  private static void atEachMoment(Layout layout, BiPredicate<Integer, Integer> silent) {
    for (Mode mode : Mode.values()) {
      for (int moment = 0; moment <= REQUESTS; moment++) {
        SilentWorld world = layout.world();
        int at = moment;
        world.silence(request -> silent.test(request, at), Cause.REFUSED);
        assertNoMismatch(asked(round(world), target(world, mode), mode));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"DOWN", "SLOW"})
  void an_api_server_that_fails_is_no_mismatch(ApiServer fault) {
    for (Layout layout : Layout.values()) {
      for (Mode mode : Mode.values()) {
        SilentWorld world = layout.world();
        Round round = round(world);
        Target target = target(world, mode);
        round.on(target);
        world.apiServer(fault);
        assertNoMismatch(asked(round, target, mode));
      }
    }
  }

  @Test
  void a_port_that_nobody_opens_is_still_told_when_looked_at_twice() {
    SilentWorld world =
        new SilentWorld(pod(ksm(liveness("/livez", 9999), readiness("/readyz", 8081))), false);
    PodReport report = judged(round(world), target(world, Mode.SIDECAR));
    assertEquals(
        List.of(Reason.PORT_NOT_LISTENING, Reason.OK),
        report.verdicts().stream().map(Verdict::reason).toList());
    assertTrue(report.endpoints().stream().allMatch(EndpointState::fresh), "all is of now");
  }

  @Test
  void a_round_without_a_doubtful_refusal_asks_nothing_twice() {
    SilentWorld world = Layout.CHART.world();
    Target target = target(world, Mode.SIDECAR);
    round(world).on(target);
    assertEquals(1, world.plans());
    world.silence(_ -> true, Cause.REFUSED);
    round(world).on(target);
    assertEquals(2, world.plans());
  }

  private static void assertNoMismatch(PodReport report) {
    for (Verdict verdict : report.verdicts()) {
      assertTrue(
          verdict.reason().kind() != Reason.Kind.MISMATCH,
          () -> verdict.type() + " " + verdict.reason() + ": " + Wording.why(verdict));
    }
  }

  private static PodReport asked(Round round, Target target, Mode mode) {
    return switch (mode) {
      case SIDECAR, WATCHER -> judged(round, target);
      case ONE_SHOT -> Judge.of(target, round.now(target, Duration.ofSeconds(5)));
    };
  }

  private static PodReport judged(Round round, Target target) {
    return Judge.of(target, round.on(target));
  }

  private static Round round(SilentWorld world) {
    return new Round(world, Duration.ofSeconds(1), Duration.ofSeconds(5), EVERY);
  }

  private static Target target(SilentWorld world, Mode mode) {
    String ip = world.pod().ip();
    return new Target(
        world.pod(),
        switch (mode) {
          case SIDECAR, ONE_SHOT -> Vantage.inside(ip);
          case WATCHER -> Vantage.outside(ip);
        });
  }
}
