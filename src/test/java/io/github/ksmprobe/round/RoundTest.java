package io.github.ksmprobe.round;

import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.html;
import static io.github.ksmprobe.Fixtures.isCell;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.response;
import static io.github.ksmprobe.Fixtures.silence;
import static io.github.ksmprobe.Fixtures.version;
import static io.github.ksmprobe.Fixtures.withImage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.RunningVersion.Source;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.judgement.UpgradeVerdicts;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTest {

  private static final String DIGEST =
      "registry.example/kube-state-metrics@sha256:" + "0123456789abcdef".repeat(4);
  private static final KsmPod POD =
      pod(
          withImage(
              ksm(liveness("/livez", 8080), readiness("/readyz", 8080)),
              "registry.example/kube-state-metrics:v2.18.0"));
  private static final KsmPod NAMELESS = pod(withImage(POD.ksm(), DIGEST));

  @Test
  void the_running_process_is_believed_before_its_image() {
    PodReport report = live(POD, "2.13.0", Answered::answer);
    assertEquals(match("2.13.0"), report.version().match());
    assertEquals(Source.LANDING_PAGE, report.version().source());
    assertEquals(Reason.CATCH_ALL, reason(report, 1));
    assertEquals(Optional.of(version("2.14.0")), report.verdicts().get(1).breaksFrom());
  }

  @Test
  void without_a_landing_page_build_info_tells_the_version() {
    PodReport report =
        live(POD, "2.14.0", one -> isRoot(one) ? html("<title>closed</title>") : one.answer());
    assertEquals(match("2.14.0"), report.version().match());
    assertEquals(Source.BUILD_INFO, report.version().source());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{branch=\"\",goversion=\"go1.22.3\",version=\"v2.12.0\"} 1 | v2.12.0",
        "{client_go_version=\"v0.35.1\",goversion=\"go1.26.0\",version=\"v2.20.0\"} 1 | v2.20.0",
        "{version=\"2.15.0-r3\",goversion=\"go1.24.1\"} 1 | v2.15.0",
        "{goversion=\"go1.24.1\",version=\"\"} 1 | none",
        "{client_go_version=\"v0.35.1\",goversion=\"go1.24.1\"} 1 | none"
      })
  void only_the_label_version_of_build_info_counts(String series, String version) {
    String body =
        "# TYPE kube_state_metrics_build_info gauge\nkube_state_metrics_build_info" + series;
    Answer metrics = response(200, "text/plain; version=0.0.4", body + "\n");
    PodReport report =
        live(
            NAMELESS,
            "2.14.0",
            one ->
                isRoot(one)
                    ? html("<title>closed</title>")
                    : isCell(one, Listener.TELEMETRY, "/metrics") ? metrics : one.answer());
    assertEquals(
        version,
        report.version().source() == Source.BUILD_INFO
            ? report.version().match().version().map(KsmVersion::toString).orElse("unread")
            : "none");
  }

  @Test
  void a_silent_process_leaves_the_image_to_be_believed() {
    PodReport report = live(POD, "2.13.0", _ -> silence(Cause.REFUSED, "refused"));
    assertEquals(match("2.18.0"), report.version().match());
    assertEquals(Source.IMAGE, report.version().source());
    assertEquals(Reason.PROCESS_DOWN, reason(report, 0));
  }

  @ParameterizedTest(name = "{0} answers as {1}")
  @CsvSource({
    "2.0.0, v2.0.0",
    "2.8.2, v2.0.0",
    "2.12.0, v2.9.0",
    "2.13.0, v2.13.0",
    "2.14.0, v2.14.0",
    "2.20.0, v2.14.0"
  })
  void behaviour_tells_the_contract_where_nothing_names_the_version(
      String version, String contract) {
    PodReport report = live(NAMELESS, version, RoundTest::withoutVersions);
    assertEquals(Source.FINGERPRINT, report.version().source());
    assertEquals(
        contract,
        report.version().match() instanceof ContractMatch.Fingerprint(var row)
            ? row.since().toString()
            : "none");
    assertEquals(
        true,
        report.verdicts().getFirst().assumptions().getFirst().startsWith("Assumed: the version is"),
        "it says what it assumes");
  }

  @Test
  void a_path_of_a_listener_that_nobody_heard_is_told_by_the_contract() {
    PodReport report = live(POD, "2.18.0", RoundTest::withoutTelemetry);
    assertEquals(Reason.WRONG_PORT, reason(report, 1));
  }

  @Test
  void a_path_of_a_listener_that_nobody_heard_is_not_guessed_without_a_version() {
    PodReport report = live(NAMELESS, "2.18.0", RoundTest::probesOnly);
    assertEquals(Reason.UNKNOWN, reason(report, 1));
    assertEquals(Optional.of(Result.FAILURE), report.verdicts().get(1).result());
  }

  private static Answer withoutTelemetry(Answered one) {
    return one.ask().purpose() instanceof Cell cell && cell.listener() == Listener.TELEMETRY
        ? notAsked(one)
        : one.answer();
  }

  private static Answer probesOnly(Answered one) {
    return one.ask().purpose() instanceof Cell ? notAsked(one) : one.answer();
  }

  private static Answer notAsked(Answered one) {
    return new Answer.NotObservable(Answer.Why.ROUND_ENDED, one.ask().request().describe());
  }

  @Test
  void a_silent_process_of_a_nameless_image_has_no_version() {
    PodReport report = live(NAMELESS, "2.13.0", _ -> silence(Cause.REFUSED, "refused"));
    assertEquals(new ContractMatch.Unreadable(DIGEST), report.version().match());
    assertEquals(Reason.PROCESS_DOWN, reason(report, 0), "what was seen is not replaced");
  }

  @Test
  void ports_the_wrong_way_round_are_told_by_their_pages() {
    KsmPod declared = pod(ksm(liveness("/livez", 8081), readiness("/readyz", 8080)));
    Prediction swapped =
        new Prediction(declared.withListenersSwapped(), match("2.14.0"), Conditions.NORMAL);
    PodReport report = judged(round(swapped::answers, 1), declared);
    assertEquals(8081, report.pod().settings().main().port());
    assertEquals(List.of(Reason.OK, Reason.OK), reasons(report));
    assertEquals(
        true,
        report.endpoints().stream().allMatch(endpoint -> endpoint.asExpected()),
        "each cell is counted under the listener that it came from");
  }

  @Test
  void one_page_against_the_other_swaps_nothing() {
    KsmPod declared = pod(ksm(liveness("/livez", 8080)));
    Prediction straight = new Prediction(declared, match("2.14.0"), Conditions.NORMAL);
    PodReport report =
        judged(
            round(
                plan ->
                    but(
                        straight.answers(plan),
                        one -> isCell(one, Listener.MAIN, "/") ? selfPage() : one.answer()),
                1),
            declared);
    assertEquals(8080, report.pod().settings().main().port());
  }

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

  @Test
  void the_forecast_has_one_outlook_for_each_change_that_lies_ahead() {
    PodReport report = Judge.predicted(POD, RunningVersion.given(version("2.13.0")));
    assertEquals(
        Contracts.changesAfter(version("2.13.0")),
        report.outlooks().stream().map(UpgradeVerdicts::version).toList());
    assertEquals(
        List.of(Reason.WRONG_PORT, Reason.WRONG_PORT, Reason.WRONG_PORT),
        report.outlooks().stream().map(outlook -> outlook.verdicts().get(1).reason()).toList());
  }

  @ParameterizedTest(name = "{0} on {1} under {2} breaks from {3}")
  @CsvSource({
    "/readyz, 8080, 2.12.0, v2.14.0",
    "/readyz, 8080, 2.14.0, never",
    "/livez, 8080, 2.12.0, never",
    "/debug/pprof/, 8080, 2.14.0, v2.19.0",
    "/debug/pprof/, 8081, 2.13.0, v2.14.0",
    "/health, 8081, 2.0.0, v2.14.0",
    "/readyz, 8080, 2.30.0, never"
  })
  void a_probe_that_passes_breaks_at_the_first_change_that_fails_it(
      String path, int port, String version, String breaks) {
    PodReport report =
        Judge.predicted(pod(ksm(liveness(path, port))), RunningVersion.given(version(version)));
    assertEquals(
        breaks,
        report.verdicts().getFirst().breaksFrom().map(KsmVersion::toString).orElse("never"));
  }

  @ParameterizedTest(name = "{0} on {1}: {2} {3}")
  @CsvSource({
    "/healthz, 8080, success, ok",
    "/, 8080, success, landing_page",
    "/, 8081, success, landing_page",
    "/metrics, 8080, success, metrics_path",
    "/livez, 9999, failure, port_not_listening"
  })
  void without_a_version_what_all_releases_agree_on_is_said(
      String path, int port, String result, String reason) {
    Verdict verdict = nameless(path, port);
    assertEquals(reason, verdict.reason().label());
    assertEquals(result, verdict.result().map(Result::label).orElse("none"));
    assertEquals(
        port == 9999
            ? List.of()
            : List.of(
                "The version cannot be read from the image; this holds for every release from"
                    + " v2.0.0 to v2.20.0."),
        verdict.assumptions());
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/readyz | 8080 | none | passes by accident up to v2.13.0 (catch_all), fails from v2.14.0 (wrong_port)",
        "/readyz | 8081 | success | passes by accident up to v2.12.0 (catch_all), passes rightly from v2.13.0 (ok)",
        "/livez | 8080 | success | passes by accident up to v2.12.0 (catch_all), passes rightly from v2.13.0 (ok)",
        "/health | 8080 | none | passes by accident up to v2.13.0 (catch_all), fails from v2.14.0 (unknown_path)",
        "/debug/pprof/ | 8080 | none | passes rightly up to v2.18.0 (ok), fails from v2.19.0 (wrong_port)",
        "/debug/pprof/ | 8081 | none | passes by accident up to v2.13.0 (catch_all), fails from v2.14.0 to v2.18.0 (wrong_port), passes rightly from v2.19.0 (ok)"
      })
  void without_a_version_it_is_said_what_happens_in_which(
      String path, int port, String result, String spans) {
    Verdict verdict = nameless(path, port);
    assertEquals(Reason.UNKNOWN, verdict.reason());
    assertEquals(Severity.WARNING, verdict.severity());
    assertEquals(result, verdict.result().map(Result::label).orElse("none"));
    assertEquals(
        "The version cannot be read from the image, and it decides: the probe " + spans + ".",
        verdict.explanation());
    assertEquals("Name the version, with --ksm-version or a readable image tag.", verdict.fix());
  }

  @Test
  void a_version_older_than_the_table_stays_unknown() {
    PodReport report = Judge.predicted(POD, RunningVersion.given(version("1.9.8")));
    assertEquals(List.of(Reason.UNKNOWN, Reason.UNKNOWN), reasons(report));
    assertEquals(List.of(), report.outlooks());
  }

  private static Verdict nameless(String path, int port) {
    KsmPod pod = pod(withImage(ksm(liveness(path, port)), DIGEST));
    return Judge.predicted(pod, RunningVersion.ofImage(DIGEST)).verdicts().getFirst();
  }

  private static PodReport live(
      KsmPod pod, String version, Function<Answered, Answer> replacement) {
    Prediction prediction = new Prediction(pod, match(version), Conditions.NORMAL);
    return judged(round(plan -> but(prediction.answers(plan), replacement), 1), pod);
  }

  private static PodReport judged(Round round, KsmPod pod) {
    return Judge.of(target(pod), round.on(target(pod)));
  }

  private static Round round(Prober prober, int metricsBeat) {
    return new Round(prober, Duration.ofSeconds(1), Duration.ofSeconds(5), metricsBeat);
  }

  private static Target target(KsmPod pod) {
    return new Target(pod, Vantage.inside(pod.ip()));
  }

  private static Answer selfPage() {
    return html(
        Contracts.of(version("2.14.0"))
            .contract()
            .orElseThrow()
            .landingPage(Listener.TELEMETRY)
            .html(version("2.14.0")));
  }

  // A build without linker flags: the page and the series are there, the version is empty.
  private static Answer withoutVersions(Answered one) {
    return one.answer() instanceof Answer.Response response && !isProbe(one)
        ? response(
            response.statusCode(),
            response.headers().first("Content-Type").orElse(""),
            response.body().text().replaceAll("version=\"?v2[0-9.]+", "version="))
        : one.answer();
  }

  private static boolean isRoot(Answered one) {
    return isCell(one, Listener.MAIN, "/") || isCell(one, Listener.TELEMETRY, "/");
  }

  private static Reason reason(PodReport report, int index) {
    return report.verdicts().get(index).reason();
  }

  private static List<Reason> reasons(PodReport report) {
    return report.verdicts().stream().map(Verdict::reason).toList();
  }
}
