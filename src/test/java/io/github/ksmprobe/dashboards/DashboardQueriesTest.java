package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.alerts.Alert;
import io.github.ksmprobe.alerts.MetricNames;
import io.github.ksmprobe.alerts.PrometheusTool;
import io.github.ksmprobe.alerts.YamlFile;
import io.github.ksmprobe.dashboards.Dashboard.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every query is PromQL (target-promql-rule) on metrics that exist, and documented. */
class DashboardQueriesTest {

  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void prometheus_takes_every_query(Dashboard dashboard, @TempDir Path folder) throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    Stream<String> panels =
        Dashboard.panels()
            .filter(panel -> panel.dashboard().equals(dashboard))
            .flatMap(panel -> panel.targets().stream())
            .map(target -> target.path("expr").asString());
    Stream<String> annotations =
        dashboard
            .json()
            .path("annotations")
            .path("list")
            .valueStream()
            .filter(annotation -> annotation.has("expr"))
            .map(annotation -> annotation.path("expr").asString());
    Stream.concat(panels, annotations)
        .forEach(
            expression ->
                rules
                    .append("  - record: panel\n    expr: |\n      ")
                    .append(Dashboard.resolved(expression).replace("\n", "\n      "))
                    .append("\n"));
    Path file = Files.writeString(folder.resolve("panels.yaml"), rules);
    PrometheusTool.Outcome checked =
        PrometheusTool.named("promtool").run("check", "rules", "--lint=none", file.toString());

    assertEquals(0, checked.exitCode(), checked.text());
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_query_uses_names_that_exist(Panel panel) {
    Set<String> used = new TreeSet<>();
    for (JsonNode target : panel.targets()) {
      used.addAll(MetricNames.in(target.path("expr").asString()));
    }
    assertTrue(!used.isEmpty(), "asks for nothing of ours");
    used.removeAll(MetricNames.exported());
    used.removeAll(MetricNames.ALLOWED.keySet());
    for (Map<String, Object> group : YamlFile.maps(YamlFile.read(Alert.RULES).get("groups"))) {
      for (Map<String, Object> rule : YamlFile.maps(group.get("rules"))) {
        used.remove(String.valueOf(rule.get("record")));
      }
    }

    assertEquals(Set.of(), used);
  }

  @Test
  void the_page_on_dashboards_explains_every_panel_and_no_other() throws IOException {
    String page = Files.readString(Path.of("docs/dashboards.md"));
    Set<String> explained = new TreeSet<>();
    page.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| panel"))
        .forEach(line -> explained.add(line.split("\\|", -1)[1].strip()));

    assertEquals(new TreeSet<>(Dashboard.panels().map(Panel::title).toList()), explained);
  }
}
