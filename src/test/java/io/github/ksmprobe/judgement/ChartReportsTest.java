package io.github.ksmprobe.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.Charts;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.ProbeType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartReportsTest {

  private static final String CONTAINER = "kube-state-metrics";

  /**
   * What the kubelet's own prober code got from real builds of v2.13.0, v2.14.0 and v2.20.0 in pods
   * that Helm rendered; "-" where there is no such probe.
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # charts | set | startup | liveness | readiness
          4.0.0 4.27.0 | default hostnetwork telemetry-loopback telemetry-port | - | ok | landing_page
          4.28.0 | proxy | - | ok | landing_page
          5.16.4 | proxy proxy-selfmonitor hostnetwork | - | ok | landing_page
          5.16.0 | default hostnetwork telemetry-loopback telemetry-port | - | ok | landing_page
          5.16.0 | proxy proxy-selfmonitor | - | wrong_host failure | wrong_host failure
          5.22.0 | default hostnetwork proxy proxy-selfmonitor | - | ok | catch_all, wrong_port failure 404
          5.22.0 | telemetry-loopback telemetry-port | - | ok | catch_all, wrong_port failure 404
          5.23.0 5.24.0 | startup | ok | ok | catch_all, wrong_port failure 404
          5.27.0 7.1.0 7.8.1 | default hostnetwork | - | ok | ok
          5.27.0 7.1.0 7.8.1 | startup | ok | ok | ok
          5.27.0 7.1.0 7.8.1 | telemetry-loopback | - | ok | loopback_only failure
          5.27.0 7.1.0 7.8.1 | telemetry-port | - | ok | port_not_listening failure
          5.27.0 | proxy proxy-selfmonitor | - | ok | loopback_only failure
          5.29.0 | proxy | - | auth_required failure 401 | port_not_listening failure
          5.29.0 | proxy-selfmonitor | - | auth_required failure 401 | auth_required failure 401
          6.1.3 | proxy | - | ok | port_not_listening failure
          6.1.3 | proxy-selfmonitor | - | ok | ok
          6.3.0 | proxy | - | port_name_unresolved discarded | port_name_unresolved discarded
          7.8.1 | proxy proxy-selfmonitor | - | port_name_unresolved discarded | port_name_unresolved discarded
          """)
  void charts_get_what_was_measured(
      String charts, String sets, String startup, String liveness, String readiness) {
    for (String chart : charts.split(" ", -1)) {
      for (String set : sets.split(" ", -1)) {
        for (String version : List.of("2.13.0", "2.14.0", "2.20.0")) {
          PodReport report = judge(CONTAINER + "-" + chart, values(set), version).getFirst();
          String where = chart + " " + set + " " + version;
          assertEquals(under(version, startup), told(report, ProbeType.STARTUP), where);
          assertEquals(under(version, liveness), told(report, ProbeType.LIVENESS), where);
          assertEquals(under(version, readiness), told(report, ProbeType.READINESS), where);
        }
      }
    }
  }

  /** From the chart's templates; never run. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5.29.0 5.33.1 | proxy-startup | auth_required failure 401 | auth_required failure 401 | port_not_listening failure
          5.33.2 6.1.2 | proxy proxy-startup proxy-selfmonitor | - | no_probe | no_probe
          6.1.3 6.2.0 | proxy-startup | auth_required failure 401 | ok | port_not_listening failure
          6.3.0 8.4.0 | proxy-startup | port_name_unresolved discarded | port_name_unresolved discarded | port_name_unresolved discarded
          5.28.1 | proxy-startup | ok | ok | loopback_only failure
          5.21.0 | default startup selfmonitor autosharding | - | ok | landing_page
          5.26.0 | selfmonitor autosharding | - | ok | catch_all, wrong_port failure 404
          8.4.0 | default selfmonitor autosharding | - | ok | ok
          5.27.0 8.4.0 | own-telemetry-port | - | ok | ok
          """)
  void charts_get_what_their_templates_say(
      String charts, String sets, String startup, String liveness, String readiness) {
    charts_get_what_was_measured(charts, sets, startup, liveness, readiness);
  }

  @Test
  void before_2_13_both_probes_of_newer_charts_pass_by_accident() {
    for (String chart : List.of("5.22.0", "5.26.0", "5.27.0", "8.4.0")) {
      PodReport report = judge(CONTAINER + "-" + chart, ChartValues.DEFAULTS, "2.12.0").getFirst();
      assertEquals("catch_all", told(report, ProbeType.LIVENESS), chart);
      assertEquals("catch_all", told(report, ProbeType.READINESS), chart);
    }
  }

  @Test
  void every_era_judges_its_own_image_and_no_default_fails() {
    for (Era era : Eras.all()) {
      PodReport report = judge(CONTAINER + "-" + era.first(), ChartValues.DEFAULTS, "").getFirst();
      assertEquals(
          era.images().getFirst().version(),
          report.version().match().version().orElseThrow(),
          era.first().toString());
      assertTrue(report.worst().compareTo(Severity.ERROR) < 0, era.first().toString());
    }
  }

  @Test
  void an_image_tag_beats_the_charts_own_version() {
    ChartValues overridden = ChartValues.DEFAULTS.with(ChartValue.IMAGE_TAG, "v2.14.0");
    PodReport report = judge("kube-prometheus-stack-66.0.0", overridden, "").getFirst();
    assertEquals(new KsmVersion(2, 14, 0), report.version().match().version().orElseThrow());
    assertEquals("wrong_port failure 404", told(report, ProbeType.READINESS));
  }

  @Test
  void an_umbrella_that_allows_patches_with_different_outcomes_names_each() {
    List<PodReport> reports = judge("kube-prometheus-stack-56.0.0", values("proxy"), "2.14.0");
    assertEquals(
        List.of("kube-state-metrics-5.16.0 to 5.16.3", "kube-state-metrics-5.16.4 or later 5.16"),
        names(reports));
    assertEquals("wrong_host failure", told(reports.getFirst(), ProbeType.LIVENESS));
    assertEquals("ok", told(reports.getLast(), ProbeType.LIVENESS));
    String why = Wording.why(reports.getFirst().verdicts().getFirst());
    assertTrue(
        why.endsWith(
            "kube-prometheus-stack-56.0.0 brings the newest patch of chart 5.16.* of the day it "
                + "was packaged, and patches differ: this verdict is for 5.16.0 to 5.16.3."),
        why);
  }

  @Test
  void patches_with_one_outcome_are_one_report_and_nothing_is_said_of_a_choice() {
    List<PodReport> reports = judge("kube-prometheus-stack-56.0.0", ChartValues.DEFAULTS, "2.14.0");
    assertEquals(List.of("kube-state-metrics-5.16.*"), names(reports));
    assertFalse(Wording.why(reports.getFirst().verdicts().getFirst()).contains("patches differ"));
  }

  @Test
  void patches_that_bring_different_images_are_told_apart() {
    List<PodReport> reports = judge("kube-prometheus-stack-54.0.0", ChartValues.DEFAULTS, "");
    assertEquals(
        List.of("kube-state-metrics-5.15.0 to 5.15.1", "kube-state-metrics-5.15.2 to 5.15.3"),
        names(reports));
  }

  @Test
  void a_newer_chart_says_in_each_verdict_what_it_is_taken_for() {
    for (Verdict verdict :
        judge("kube-state-metrics-9.0.0", ChartValues.DEFAULTS, "2.20.0").getFirst().verdicts()) {
      assertTrue(
          Wording.why(verdict)
              .endsWith(
                  " Assumed: chart 9.0.0 renders what 8.4.0 does, the newest kube-state-metrics "
                      + "chart that is known here."),
          Wording.why(verdict));
    }
    String umbrella =
        Wording.why(
            judge("kube-prometheus-stack-99.0.0", ChartValues.DEFAULTS, "")
                .getFirst()
                .verdicts()
                .getFirst());
    assertTrue(
        umbrella.endsWith(
            " Assumed: kube-prometheus-stack-99.0.0 brings a chart that renders what 8.4.0 does, "
                + "the newest kube-state-metrics chart that is known here, with the same "
                + "kube-state-metrics v2.20.0."),
        umbrella);
  }

  @Test
  void a_value_that_the_chart_does_not_have_changes_nothing_and_is_named() {
    PodReport report = judge("kube-state-metrics-4.27.0", values("proxy"), "2.14.0").getFirst();
    assertEquals("ok", told(report, ProbeType.LIVENESS));
    assertTrue(
        Wording.why(report.verdicts().getFirst())
            .endsWith(
                "Chart 4.27.0 has no value kubeRBACProxy.enabled; Helm ignores it silently."));
  }

  @Test
  void charts_that_the_tables_do_not_have_are_not_judged() {
    for (String chart :
        List.of("kube-state-metrics-3.5.2", "kube-prometheus-stack-20.0.0", "grafana-8.0.0")) {
      assertEquals(List.of(), judge(chart, ChartValues.DEFAULTS, "2.14.0"), chart);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.12.0 | default | 4.0.0 to 5.21.0 note, 5.22.0 to 8.4.0 warning
          2.13.0 | default | 4.0.0 to 5.21.0 note, 5.22.0 to 5.26.0 warning, 5.27.0 to 8.4.0 ok
          2.14.0 | default | 4.0.0 to 5.21.0 note, 5.22.0 to 5.26.0 error, 5.27.0 to 8.4.0 ok
          2.14.0 | proxy | 4.0.0 to 4.27.0 note, 4.28.0 to 5.15.3 note, 5.16.0 to 5.16.3 error, 5.16.4 to 5.21.0 note, 5.22.0 to 5.26.0 error, 5.27.0 to 5.28.1 error, 5.29.0 to 5.33.1 error, 5.33.2 to 6.1.2 note, 6.1.3 to 6.2.0 error, 6.3.0 to 8.4.0 error
          """)
  void all_charts_fall_into_ranges(String version, String set, String ranges) {
    String found =
        new ChartReports(values(set), KsmVersion.parse(version))
            .ofAll().stream()
                .map(
                    judged ->
                        judged.span()
                            + " "
                            + judged.report().worst().word().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    assertEquals(ranges, found);
  }

  /** Whatever is asked, the model has an answer: no probe of a chart is "unknown". */
  @Test
  void no_chart_is_left_without_a_verdict_under_any_contract() {
    for (KsmVersion version : Contracts.all().stream().map(Contract::since).toList()) {
      for (String set : List.of("default", "proxy", "proxy-selfmonitor", "hostnetwork")) {
        for (ChartReports.Judged judged :
            new ChartReports(values(set), Optional.of(version)).ofAll()) {
          judged
              .report()
              .verdicts()
              .forEach(
                  verdict ->
                      assertFalse(
                          verdict.reason().label().equals("unknown"),
                          judged.span() + " " + set + " " + version));
        }
      }
    }
  }

  private static List<PodReport> judge(String chart, ChartValues values, String version) {
    return new ChartReports(
            values, version.isEmpty() ? Optional.empty() : KsmVersion.parse(version))
        .of(Charts.of(ChartRelease.parse(chart).orElseThrow()));
  }

  private static List<String> names(List<PodReport> reports) {
    return reports.stream().map(report -> report.pod().workload().name()).toList();
  }

  private static ChartValues values(String set) {
    ChartValues none = ChartValues.DEFAULTS;
    ChartValues proxy = none.with(ChartValue.KUBE_RBAC_PROXY, "true");
    return switch (set) {
      case "default" -> none;
      case "proxy" -> proxy;
      case "proxy-selfmonitor" -> proxy.with(ChartValue.SELF_MONITOR, "true");
      case "proxy-startup" -> proxy.with(ChartValue.STARTUP_PROBE, "true");
      case "selfmonitor" -> none.with(ChartValue.SELF_MONITOR, "true");
      case "startup" -> none.with(ChartValue.STARTUP_PROBE, "true");
      case "hostnetwork" -> none.with(ChartValue.HOST_NETWORK, "true");
      case "autosharding" -> none.with(ChartValue.AUTOSHARDING, "true");
      case "telemetry-loopback" -> none.with(ChartValue.TELEMETRY_HOST, "127.0.0.1");
      case "own-telemetry-port" -> none.with(ChartValue.TELEMETRY_PORT, "9999");
      case "telemetry-port" -> none.with(ChartValue.EXTRA_ARGS, "{--telemetry-port=9999}");
      default -> throw new IllegalArgumentException(set);
    };
  }

  // "a, b" is a under v2.13.0 and b under the later two.
  private static String under(String version, String expected) {
    List<String> both = Arrays.asList(expected.split(", ", -1));
    return version.equals("2.13.0") ? both.getFirst() : both.getLast();
  }

  // Success is not written out.
  private static String told(PodReport report, ProbeType type) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.container().equals(CONTAINER) && verdict.type() == type)
        .map(
            verdict -> {
              boolean success =
                  verdict.result().isEmpty() || verdict.result().orElseThrow() == Result.SUCCESS;
              String status = verdict.statusCode() == 0 ? "" : " " + verdict.statusCode();
              return verdict.reason().label()
                  + (success ? "" : " " + verdict.result().orElseThrow().label() + status);
            })
        .findFirst()
        .orElse("-");
  }
}
