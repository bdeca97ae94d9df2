package io.github.ksmprobe.format;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.version;
import static io.github.ksmprobe.Fixtures.withImage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.text.Sheet;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatTest {

  private static final KsmPod BYPASSED =
      pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8081)), proxy("front", 8443, 8080));
  private static final KsmPod POD = pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8080)));

  @Test
  void json_is_a_promise_to_the_letter() {
    PodReport full = Judge.predicted(POD, RunningVersion.given(version("2.13.0")));
    PodReport report =
        new PodReport(
            full.pod(),
            full.version(),
            full.verdicts(),
            full.endpoints().subList(0, 2),
            full.outlooks());
    assertEquals(
        """
        {
          "reports" : [ {
            "source" : "pods.yaml",
            "kind" : "Pod",
            "namespace" : "monitoring",
            "name" : "ksm",
            "ksmVersion" : "v2.13.0",
            "versionSource" : "given",
            "probes" : [ {
              "container" : "kube-state-metrics",
              "probe" : "liveness",
              "request" : "GET http://10.0.0.7:8080/livez",
              "result" : "success",
              "reason" : "ok",
              "severity" : "none",
              "statusCode" : 200,
              "explanation" : "/livez reaches its real handler on main (port 8080). It asks the API server in turn, and fails while that is unreachable.",
              "fix" : null,
              "breaksFrom" : null
            }, {
              "container" : "kube-state-metrics",
              "probe" : "readiness",
              "request" : "GET http://10.0.0.7:8080/readyz",
              "result" : "success",
              "reason" : "catch_all",
              "severity" : "warning",
              "statusCode" : 200,
              "explanation" : "Up to v2.13.0 each port answers every path with its landing page, so /readyz gets 200 by accident: it is served on telemetry (port 8081) only. From v2.14.0 unknown paths get 404.",
              "fix" : "Probe /readyz on telemetry (port 8081); the kube-state-metrics chart does so from 5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0).",
              "breaksFrom" : "v2.14.0"
            } ],
            "endpoints" : [ {
              "listener" : "main",
              "path" : "/",
              "via" : "loopback",
              "class" : "landing_page",
              "statusCode" : 200
            }, {
              "listener" : "main",
              "path" : "/healthz",
              "via" : "loopback",
              "class" : "served",
              "statusCode" : 200
            } ]
          } ]
        }
        """,
        new JsonFormat().render(List.of(report)));
  }

  @Test
  void what_is_worth_knowing_of_the_pod_stands_beside_its_probes() {
    PodReport report = Judge.predicted(BYPASSED, RunningVersion.given(version("2.14.0")));
    PodNote note = report.notes().getFirst();
    String json = new JsonFormat().render(List.of(report));
    assertTrue(
        json.contains(
            """
                "notes" : [ {
                  "reason" : "proxy_bypassed",
                  "explanation" : "%s",
                  "fix" : "%s"
                } ],
                "probes" :\
            """
                .formatted(Wording.why(note), Wording.fix(note))),
        json);
    assertEquals(
        "::notice file=pods.yaml,title=Pod monitoring/ksm%3A proxy_bypassed::"
            + Wording.why(note)
            + " "
            + Wording.fix(note)
            + "\n",
        new GithubFormat().render(List.of(report, report)));
    PodReport other = Judge.predicted(BYPASSED, RunningVersion.given(version("2.13.0")));
    String ranges = new TextFormat(Paint.NONE).render(List.of(other, report));
    assertTrue(ranges.contains("\n  note     pod        proxy_bypassed\n"), ranges);
  }

  @Test
  void a_note_is_no_warning() {
    PodReport report = Judge.predicted(BYPASSED, RunningVersion.given(version("2.14.0")));
    assertEquals(Severity.INFO, report.worst());
    KsmPod alone = pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8081)));
    PodReport without = Judge.predicted(alone, report.version());
    assertEquals(Severity.NONE, without.worst());
    assertEquals(without.verdicts(), report.verdicts());
    assertFalse(new JsonFormat().render(List.of(without)).contains("notes"));
  }

  @Test
  void json_without_reports_or_version_is_json_all_the_same() {
    assertEquals("{\n  \"reports\" : [ ]\n}\n", new JsonFormat().render(List.of()));
    PodReport unknown = Judge.predicted(POD, RunningVersion.ofImage("registry.example/ksm:latest"));
    String json = new JsonFormat().render(List.of(unknown));
    assertEquals(true, json.contains("\"ksmVersion\" : null,\n    \"versionSource\" : \"none\""));
  }

  @Test
  void colours_are_on_only_where_they_are_wanted() {
    String colourful = new TextFormat(Paint.ANSI).render(List.of(predicted("2.13.0")));
    String plain = new TextFormat(Paint.NONE).render(List.of(predicted("2.13.0")));
    assertEquals(-1, plain.indexOf('\u001b'));
    assertEquals(true, colourful.startsWith("\u001b[1mPod monitoring/ksm\u001b[0m, "));
    assertEquals(true, colourful.contains("\u001b[32mok      \u001b[0m liveness"));
    assertEquals(true, colourful.contains("\u001b[33mwarning \u001b[0m readiness"));
    assertEquals(plain, colourful.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void under_all_versions_those_of_one_verdict_make_one_range() {
    List<PodReport> reports =
        Contracts.releases().stream()
            .map(release -> Judge.predicted(POD, RunningVersion.given(release)))
            .toList();
    assertEquals(
        """
        Pod monitoring/ksm, under 34 versions of kube-state-metrics  [pods.yaml]
          liveness  GET http://10.0.0.7:8080/livez
            v2.0.0 to v2.12.0    warning  success (200), catch_all
            v2.13.0 to v2.20.0   ok       success (200), ok
          readiness  GET http://10.0.0.7:8080/readyz
            v2.0.0 to v2.12.0    warning  success (200), catch_all
            v2.13.0              warning  success (200), catch_all
            v2.14.0 to v2.20.0   ERROR    failure (404), wrong_port
        """,
        new TextFormat(Paint.NONE)
            .render(reports)
            .lines()
            .filter(line -> !line.startsWith(" ".repeat(30)))
            .map(line -> line + "\n")
            .reduce("", String::concat));
  }

  @Test
  void two_pods_of_one_file_do_not_fold_into_one() {
    Workload other =
        new Workload("pods.yaml#2", "Pod", "monitoring", "ksm", Map.of(), POD.workload().pod());
    PodReport second =
        Judge.predicted(KsmPod.of(other).orElseThrow(), RunningVersion.given(version("2.14.0")));
    assertEquals(
        List.of(
            "Pod monitoring/ksm, kube-state-metrics v2.13.0  [pods.yaml]",
            "Pod monitoring/ksm, kube-state-metrics v2.14.0  [pods.yaml#2]"),
        new TextFormat(Paint.NONE)
            .render(List.of(predicted("2.13.0"), second))
            .lines()
            .filter(line -> line.startsWith("Pod"))
            .toList());
  }

  @Test
  void nothing_to_report_is_no_text() {
    assertEquals("", new TextFormat(Paint.NONE).render(List.of()));
  }

  @Test
  void long_sentences_break_at_blanks_and_long_words_stay_whole() {
    Sheet text = new Sheet().paragraph("  why: ", "one two three-and-a-very-long-word four", 18);
    assertEquals(
        """
          why: one two
               three-and-a-very-long-word
               four
        """,
        text.toString());
  }

  @Test
  void a_newer_version_and_what_is_assumed_of_it_are_shown() {
    KsmPod pod = pod(withImage(ksm(liveness("/livez", 8080)), "registry.example/ksm:v2.21.0"));
    String text =
        new TextFormat(Paint.NONE)
            .render(
                List.of(
                    Judge.predicted(pod, RunningVersion.ofImage("registry.example/ksm:v2.21.0"))));
    assertEquals(
        "Pod monitoring/ksm, kube-state-metrics v2.21.0, newer than the table (by its image) "
            + " [pods.yaml]",
        text.lines().findFirst().orElse(""));
    assertEquals(true, text.contains("if:  Assumed: v2.21.0 serves what v2.20.0 does"));
  }

  private static PodReport predicted(String version) {
    return Judge.predicted(POD, RunningVersion.given(version(version)));
  }
}
