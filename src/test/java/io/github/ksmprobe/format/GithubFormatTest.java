package io.github.ksmprobe.format;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Source;
import io.github.ksmprobe.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GithubFormatTest {

  private static final KsmPod POD = pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8080)));

  @Test
  void nothing_to_report_is_no_annotation() {
    assertEquals("", new GithubFormat().render(List.of()));
  }

  @Test
  void github_gets_one_annotation_for_each_finding() {
    assertEquals(
        """
        ::warning file=pods.yaml,title=Pod monitoring/ksm%3A readiness probe%2C catch_all::Up to v2.13.0 each port answers every path with its landing page, so /readyz gets 200 by accident: it is served on telemetry (port 8081) only. From v2.14.0 unknown paths get 404. Breaks from v2.14.0. Probe /readyz on telemetry (port 8081); the kube-state-metrics chart does so from 5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0).
        """,
        new GithubFormat().render(List.of(predicted("2.13.0"))));
  }

  @Test
  void what_is_the_same_under_many_versions_is_one_annotation() {
    List<PodReport> broken =
        Stream.of("2.14.0", "2.15.0").map(GithubFormatTest::predicted).toList();
    assertEquals(1, new GithubFormat().render(broken).lines().count());
    assertEquals(
        new GithubFormat().render(broken.subList(0, 1)), new GithubFormat().render(broken));
  }

  @Test
  void github_escapes_what_would_break_a_command() {
    Workload odd =
        new Workload(
            new Source("a,b:c%d#e.yaml", 2),
            "Pod",
            "",
            "one\ntwo",
            Map.of(),
            POD.workload().pod(),
            List.of());
    PodReport report =
        new PodReport(
            KsmPod.of(odd).orElseThrow(),
            RunningVersion.given(version("2.14.0")),
            List.of(
                verdict(Reason.WRONG_PORT, Severity.ERROR, "100 %, really:\r\nyes."),
                verdict(Reason.NO_PROBE, Severity.INFO, "A note."),
                verdict(Reason.OK, Severity.NONE, "Fine.")),
            List.of(),
            List.of());
    assertEquals(
        """
        ::error file=a%2Cb%3Ac%25d#e.yaml,title=Pod one%0Atwo%3A liveness probe%2C wrong_port::100 %25, really:%0D%0Ayes. Give one of the two another port.
        ::notice file=a%2Cb%3Ac%25d#e.yaml,title=Pod one%0Atwo%3A liveness probe%2C no_probe::A note. Give one of the two another port.
        """,
        new GithubFormat().render(List.of(report)));
  }

  private static PodReport predicted(String version) {
    return Judge.predicted(POD, RunningVersion.given(version(version)));
  }

  private static Verdict verdict(Reason reason, Severity severity, String why) {
    return new Verdict(
        Contracts.KUBE_STATE_METRICS,
        "kube-state-metrics",
        ProbeType.LIVENESS,
        Optional.of("GET http://10.0.0.7:8080/"),
        Optional.of(Result.FAILURE),
        reason,
        severity,
        404,
        List.of(new Explanation.UnreadProbe(why)),
        List.of(Fix.Plain.GIVE_ANOTHER_PORT),
        Optional.empty(),
        Optional.empty());
  }
}
