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
import io.github.ksmprobe.diagnosis.RunningVersion.Source;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTest {

  static final String DIGEST =
      "registry.example/kube-state-metrics@sha256:" + "0123456789abcdef".repeat(4);

  static final KsmPod POD =
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
        Wording.premises(report.verdicts().getFirst())
            .getFirst()
            .startsWith("Assumed: the version is"),
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

  private static PodReport live(
      KsmPod pod, String version, Function<Answered, Answer> replacement) {
    Prediction prediction = new Prediction(pod, match(version), Conditions.NORMAL);
    return judged(round(plan -> but(prediction.answers(plan), replacement), 1), pod);
  }

  static PodReport judged(Round round, KsmPod pod) {
    return Judge.of(target(pod), round.on(target(pod)));
  }

  static Round round(Prober prober, int metricsEvery) {
    return new Round(prober, Duration.ofSeconds(1), Duration.ofSeconds(5), metricsEvery);
  }

  static Target target(KsmPod pod) {
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

  static Reason reason(PodReport report, int index) {
    return report.verdicts().get(index).reason();
  }

  static List<Reason> reasons(PodReport report) {
    return report.verdicts().stream().map(Verdict::reason).toList();
  }
}
