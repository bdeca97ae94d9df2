package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.alerts.YamlFile;
import io.github.ksmprobe.dashboards.Dashboard.Panel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The rules of Grafana's dashboard linter, which cannot be installed like a tool; each test names
 * the rules it stands for. State timelines and status histories, which the linter passes over, are
 * held to them as well. There is no Loki query, so the two LogQL rules hold by there being none.
 */
class DashboardLintTest {

  private static final Set<String> UNITS = Set.of("none", "short", "percentunit", "s", "reqps");
  private static final Pattern SELECTOR = Pattern.compile("[a-zA-Z_:][\\w:]*\\{([^}]*)}");
  private static final Pattern RATE =
      Pattern.compile("\\b(?:rate|irate|increase)\\(([^\\[]*)\\[([^]]*)]");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:ksm_probe_\\w+|ALERTS|up|target:\\w+(?::\\w+)*)\\b");

  // template-datasource-rule
  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void the_first_variable_is_the_data_source(Dashboard dashboard) {
    JsonNode first = dashboard.variables().getFirst();

    assertEquals("datasource", first.path("name").asString());
    assertEquals("datasource", first.path("type").asString());
    assertEquals("prometheus", first.path("query").asString());
    assertEquals("Data source", first.path("label").asString());
  }

  // template-job-rule, template-instance-rule, template-label-promql-rule,
  // template-on-time-change-reload-rule
  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void variables_ask_prometheus_take_many_values_and_follow_the_time(Dashboard dashboard) {
    List<String> names = new ArrayList<>();
    for (JsonNode variable : dashboard.variables().subList(1, dashboard.variables().size())) {
      names.add(variable.path("name").asString());
      assertEquals("query", variable.path("type").asString());
      assertEquals("${datasource}", variable.path("datasource").path("uid").asString());
      assertTrue(variable.path("multi").asBoolean());
      assertEquals(2, variable.path("refresh").asInt());
      boolean optional = variable.path("name").asString().equals("cluster");
      assertEquals(optional ? ".*" : ".+", variable.path("allValue").asString());
      assertTrue(variable.path("query").path("query").asString().startsWith("label_values(ksm_"));
      String label = variable.path("label").asString();
      assertEquals(variable.path("name").asString(), label.toLowerCase(java.util.Locale.ROOT));
    }
    assertEquals(List.of("cluster", "namespace", "pod", "job", "instance"), names);
  }

  // uneditable-dashboard
  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void a_dashboard_imports_anywhere_and_is_not_edited_in_place(Dashboard dashboard) {
    JsonNode json = dashboard.json();

    assertFalse(json.path("editable").asBoolean(true));
    assertTrue(json.path("id").isNull());
    assertEquals(dashboard.toString(), json.path("uid").asString() + ".json");
    assertFalse(json.has("__inputs"));
    assertEquals(36, json.path("schemaVersion").asInt(), "that of Grafana 9.0");
    Set<Integer> ids = new HashSet<>();
    json.path("panels").forEach(panel -> assertTrue(ids.add(panel.path("id").asInt()), "id twice"));
  }

  // panel-datasource-rule, panel-title-description-rule, panel-units-rule, panel-no-targets-rule
  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_panel_says_what_it_shows_and_asks_the_chosen_data_source(Panel panel) {
    JsonNode defaults = panel.json().path("fieldConfig").path("defaults");

    assertEquals("${datasource}", panel.json().path("datasource").path("uid").asString());
    assertFalse(panel.title().isBlank());
    assertTrue(panel.json().path("description").asString("").length() > 40, "what to do with it");
    assertTrue(
        UNITS.contains(defaults.path("unit").asString("")) || !defaults.path("mappings").isEmpty(),
        "unit");
    assertFalse(panel.targets().isEmpty());
    Set<String> references = new HashSet<>();
    for (JsonNode target : panel.targets()) {
      assertEquals("${datasource}", target.path("datasource").path("uid").asString());
      assertTrue(references.add(target.path("refId").asString()), "refId twice");
    }
  }

  // target-rate-interval-rule
  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void counters_are_read_as_rates_over_the_rate_interval_or_the_window(Panel panel) {
    for (String expression : expressions(panel)) {
      RATE.matcher(expression)
          .results()
          .forEach(
              rate -> assertTrue(Set.of("$__rate_interval", "$__range").contains(rate.group(2))));
    }
  }

  // target-counter-agg-rule
  @Test
  void counters_are_read_as_rates() {
    Predicate<Panel> bare =
        panel ->
            expressions(panel).stream()
                .map(expression -> RATE.matcher(expression).replaceAll(""))
                .anyMatch(without -> without.matches("(?s).*_(total|bucket|sum|count)\\b.*"));

    assertEquals(Exceptions.of("target-counter-agg-rule"), titles(bare));
  }

  // target-job-rule, target-instance-rule
  @Test
  void every_selector_follows_job_and_instance() {
    for (String label : List.of("job", "instance")) {
      Predicate<Panel> breaks =
          panel -> expressions(panel).stream().anyMatch(e -> misses(e, label));

      assertEquals(Exceptions.of("target-" + label + "-rule"), titles(breaks), label);
    }
  }

  @Test
  void every_exception_has_its_reason() {
    Exceptions.rules()
        .values()
        .forEach(rule -> assertTrue(YamlFile.text(YamlFile.map(rule), "reason").length() > 20));
  }

  private static Set<String> titles(Predicate<Panel> chosen) {
    return Dashboard.panels().filter(chosen).map(Panel::toString).collect(Collectors.toSet());
  }

  private static boolean misses(String expression, String label) {
    String outside = SELECTOR.matcher(expression).replaceAll("");
    boolean bare = NAME.matcher(outside.replaceAll("\"[^\"]*\"", "")).find();
    return bare
        || SELECTOR
            .matcher(expression)
            .results()
            .anyMatch(one -> !one.group(1).contains(label + "=~\"$" + label + "\""));
  }

  private static List<String> expressions(Panel panel) {
    return panel.targets().stream().map(target -> target.path("expr").asString("")).toList();
  }
}
