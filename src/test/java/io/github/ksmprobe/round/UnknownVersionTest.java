package io.github.ksmprobe.round;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.version;
import static io.github.ksmprobe.Fixtures.withImage;
import static io.github.ksmprobe.round.RoundTest.DIGEST;
import static io.github.ksmprobe.round.RoundTest.POD;
import static io.github.ksmprobe.round.RoundTest.reason;
import static io.github.ksmprobe.round.RoundTest.reasons;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.UpgradeVerdicts;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a round says of a pod whose version lies in the dark, or ahead. */
class UnknownVersionTest {

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
        Wording.premises(verdict));
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
        Wording.why(verdict));
    assertEquals(
        "Give the version, with --ksm-version or a readable image tag.", Wording.fix(verdict));
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
}
