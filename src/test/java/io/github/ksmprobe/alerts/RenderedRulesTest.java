package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tools/render-rules: the same rules as a PrometheusRule, and with the names of another house. */
class RenderedRulesTest {

  private static final Path OBJECT = Path.of("alerts/ksm-probe-exporter.prometheusrule.yaml");
  private static final Set<String> DASHBOARDS = Set.of("ksm-probes", "ksm-upgrade-readiness");

  @Test
  void the_prometheus_rule_in_the_repository_is_the_rendered_one() throws IOException {
    PrometheusTool.Outcome rendered =
        PrometheusTool.run(Map.of(), List.of("tools/render-rules", "--prometheus-rule"));

    assertEquals(rendered.text(), Files.readString(OBJECT), "run: make rules");
  }

  @Test
  void the_prometheus_rule_holds_the_same_groups() {
    Map<String, Object> spec = YamlFile.map(YamlFile.read(OBJECT).get("spec"));

    assertEquals(YamlFile.read(Alert.RULES).get("groups"), spec.get("groups"));
  }

  @Test
  void other_names_leave_none_of_ours_behind(@TempDir Path folder) throws IOException {
    PrometheusTool.Outcome rendered =
        PrometheusTool.run(
            Map.of(
                "KSM_JOB", "ksm",
                "EXPORTER_JOB", "ksm-probes",
                "NAMESPACE", "observability",
                "RUNBOOK_URL", "https://runbooks.example.org/ksm",
                "GRAFANA_URL", "https://grafana.example.org"),
            List.of("tools/render-rules"));
    Path file = Files.writeString(folder.resolve("rules.yaml"), rendered.text());
    PrometheusTool.Outcome checked =
        PrometheusTool.named("promtool").run("check", "rules", file.toString());

    assertEquals(0, checked.exitCode(), checked.text());
    assertFalse(rendered.text().contains("job=\"kube-state-metrics\""), "job");
    assertFalse(rendered.text().contains("job=\"ksm-probe-exporter\""), "job");
    assertFalse(rendered.text().contains("job=\\\"ksm-probe-exporter"), "job in a query");
    assertFalse(rendered.text().contains("\"monitoring\""), "namespace");
    assertFalse(rendered.text().contains("github.com"), "runbooks");
    assertEquals(
        DASHBOARDS,
        Alert.rules(YamlFile.parse(rendered.text())).stream()
            .filter(rule -> rule.containsKey("alert"))
            .map(rule -> YamlFile.text(YamlFile.map(rule.get("annotations")), "dashboard_url"))
            .map(url -> url.replaceAll("^https://grafana.example.org/d/|\\?.*$", ""))
            .collect(Collectors.toSet()));
  }

  @Test
  void an_alert_gets_the_severity_that_is_asked_for_or_goes() {
    PrometheusTool.Outcome rendered =
        PrometheusTool.run(
            Map.of(
                "SEVERITIES",
                "KubeStateMetricsUpgradeBlocked=warning,KubeStateMetricsVersionSkew=none"),
            List.of("tools/render-rules"));
    Map<String, String> wanted =
        Alert.all().stream().collect(Collectors.toMap(Alert::name, Alert::severity));
    wanted.put("KubeStateMetricsUpgradeBlocked", "warning");
    wanted.remove("KubeStateMetricsVersionSkew");

    assertEquals(wanted, severities(rendered.text()));
  }

  private static Map<String, String> severities(String rules) {
    return Alert.rules(YamlFile.parse(rules)).stream()
        .filter(rule -> rule.containsKey("alert"))
        .collect(
            Collectors.toMap(
                rule -> YamlFile.text(rule, "alert"),
                rule -> YamlFile.text(YamlFile.map(rule.get("labels")), "severity")));
  }

  @ParameterizedTest
  @CsvSource({
    "KubeStateMetricsDwon=info, 'SEVERITIES names \"KubeStateMetricsDwon\", and there is no such'",
    "KubeStateMetricsDown=loud, '\"KubeStateMetricsDown=loud\" in SEVERITIES is not ALERT=none,'"
  })
  void a_severity_that_cannot_be_given_is_refused(String wanted, String sentence) {
    PrometheusTool.Outcome refused =
        PrometheusTool.run(Map.of("SEVERITIES", wanted), List.of("tools/render-rules"));

    assertEquals(2, refused.exitCode());
    assertTrue(refused.text().startsWith("render-rules: " + sentence), refused.text());
  }

  @Test
  void a_name_that_would_break_the_rules_is_refused() {
    PrometheusTool.Outcome refused =
        PrometheusTool.run(Map.of("KSM_JOB", "a|b"), List.of("tools/render-rules"));

    assertEquals(2, refused.exitCode());
    assertTrue(refused.text().startsWith("render-rules: \"a|b\" has a character"), refused.text());
  }
}
