package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.dashboards.Dashboard.Panel;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Rules on queries that hold for every panel, and on what a dashboard opens with. */
class PromqlRulesTest {

  private static final Pattern KEPT = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern DROPPED =
      Pattern.compile("\\b(?:without|ignoring)\\s*\\(([^)]*)\\)");
  private static final Pattern WINDOW = Pattern.compile("\\[\\$(?:__range|\\{__range})[^]]*](.*)");
  private static final Pattern ALERTS = Pattern.compile("ALERTS(?:_FOR_STATE)?\\{([^}]*)}");

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void what_is_added_up_or_compared_stays_in_its_cluster_and_namespace(Panel panel) {
    for (String expression : expressions(panel)) {
      for (MatchResult kept : KEPT.matcher(expression).results().toList()) {
        Set<String> labels = labels(kept);
        // on () compares with one number for all.
        assertTrue(labels.isEmpty() || labels.contains("cluster"), expression);
        assertTrue(
            !labels.contains("target_pod") || labels.contains("target_namespace"), expression);
      }
      for (MatchResult dropped : DROPPED.matcher(expression).results().toList()) {
        Set<String> labels = labels(dropped);
        assertFalse(labels.contains("cluster"), expression);
        assertTrue(
            !labels.contains("target_namespace") || labels.contains("target_pod"), expression);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_window_ends_where_the_page_ends(Panel panel) {
    for (JsonNode target : panel.targets()) {
      boolean overTime = !target.path("instant").asBoolean(false);
      String expression = target.path("expr").asString();
      WINDOW
          .matcher(expression)
          .results()
          .filter(_ -> overTime)
          .forEach(window -> assertTrue(window.group(1).strip().startsWith("@ end()"), expression));
    }
  }

  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void alerts_are_those_of_the_chosen_cluster_and_namespace(Dashboard dashboard) {
    Stream<String> queries =
        Stream.concat(
            dashboard.asking().stream().flatMap(panel -> expressions(panel).stream()),
            annotations(dashboard).stream().map(one -> one.path("expr").asString("")));
    List<String> others =
        queries
            .flatMap(query -> ALERTS.matcher(query).results())
            .map(found -> found.group(1))
            // An alert may be of no cluster and of no namespace.
            .filter(
                selector ->
                    !selector.contains("cluster=~\"$cluster|\"")
                        || !selector.contains("namespace=~\"$namespace|\""))
            .toList();

    assertEquals(List.of(), others);
  }

  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void a_dashboard_opens_as_an_incident_needs_it(Dashboard dashboard) {
    assertEquals("now-1h", dashboard.json().path("time").path("from").asString());
    assertEquals("now", dashboard.json().path("time").path("to").asString());
    assertEquals("30s", dashboard.json().path("refresh").asString());
    for (JsonNode annotation : annotations(dashboard)) {
      assertFalse(
          annotation.path("enable").asBoolean(true), "paints the graphs red where many fire");
    }
  }

  private static List<JsonNode> annotations(Dashboard dashboard) {
    return dashboard
        .json()
        .path("annotations")
        .path("list")
        .valueStream()
        .filter(one -> one.path("builtIn").asInt(0) == 0)
        .toList();
  }

  private static Set<String> labels(MatchResult found) {
    return Stream.of(found.group(1).split(","))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toSet());
  }

  private static List<String> expressions(Panel panel) {
    return panel.targets().stream().map(target -> target.path("expr").asString("")).toList();
  }
}
