package io.github.ksmprobe.dashboards.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.dashboards.Dashboard;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Found;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The traps of Grafana 9.0 into which a dashboard can fall, as they are imitated here. */
class ReadingTest {

  private static final Instant NOW = Instant.parse("2024-06-03T12:00:00Z");

  private static final JsonNode DASHBOARD =
      json(
          """
          {"templating": {"list": [
            {"name": "pod", "allValue": ".+"},
            {"name": "cluster", "allValue": ".*"}
          ]}}
          """);

  @Test
  void a_tile_without_data_has_the_colour_of_the_least_number() {
    JsonNode panel =
        json(
            """
            {"fieldConfig": {"defaults": {"noValue": "no probes", "thresholds": {"steps": [
              {"color": "green", "value": null}, {"color": "red", "value": 1}]}}}}
            """);

    assertEquals("no probes (green)", Tiles.of(panel, List.of()).getFirst().toString());
    assertEquals(
        "2 (red)",
        Tiles.of(panel, List.of(query("A", "time_series", found(Map.of(), 2))))
            .getFirst()
            .toString());
  }

  @Test
  void merged_by_thresholds_a_timeline_forgets_its_mappings() {
    assertEquals(
        List.of("60m < -∞"),
        Stretches.of(timeline("thresholds"), up(), hour()).getFirst().cells().stream()
            .map(Object::toString)
            .toList());
    assertEquals(
        List.of("60m up (green)"),
        Stretches.of(timeline("palette-classic"), up(), hour()).getFirst().cells().stream()
            .map(Object::toString)
            .toList());
  }

  private static JsonNode timeline(String mode) {
    return json(
        """
        {"type": "state-timeline", "options": {"mergeValues": true}, "fieldConfig": {"defaults": {
          "color": {"mode": "%s"},
          "thresholds": {"steps": [{"color": "text", "value": null}]},
          "mappings": [{"type": "value", "options": {"1": {"text": "up", "color": "green"}}}]}}}
        """
            .formatted(mode));
  }

  @Test
  void a_value_is_called_after_its_query_only_beside_others_that_brought_something() {
    Found pod = found(Map.of("pod", "a"), 1);
    Query one = query("one", "table", pod);
    Query other = query("other", "table", pod);
    Query empty = query("empty", "table");

    assertEquals(
        "Value #one", Query.tables(List.of(one, other)).getFirst().fields().getLast().name());
    assertEquals("Value", Query.tables(List.of(one, empty)).getFirst().fields().getLast().name());
  }

  @Test
  void tables_are_merged_by_the_columns_that_all_have() {
    JsonNode panel = json("{\"transformations\": [{\"id\": \"merge\"}]}");
    List<Query> queries =
        List.of(
            query("A", "table", found(Map.of("pod", "a"), 1), found(Map.of("pod", "b"), 2)),
            query("B", "table", found(Map.of("pod", "b", "reason", "wrong_port"), 3)));

    assertEquals(
        List.of(
            "Time " + NOW + " | pod a | Value #A 1 | reason | Value #B",
            "Time " + NOW + " | pod b | Value #A 2 | reason wrong_port | Value #B 3"),
        Cells.of(panel, queries).stream().map(Object::toString).toList());
  }

  @Test
  void what_is_picked_becomes_an_expression_and_all_is_left_to_the_dashboard() {
    View all = hour();
    View two = all.choosing("pod", "ksm-0", "ksm.1");

    assertEquals("{pod=~\".+\"}", all.interpolated("{pod=~\"$pod\"}", Duration.ofSeconds(15)));
    assertEquals(
        "{pod=~\"(ksm-0|ksm\\\\.1)\"}",
        two.interpolated("{pod=~\"${pod}\"}", Duration.ofSeconds(15)));
    assertEquals(
        "x[3600s] y[15s] z[60s] $1",
        all.interpolated(
            "x[$__range] y[$__interval] z[$__rate_interval] $1", Duration.ofSeconds(15)));
  }

  private static List<Query> up() {
    List<Point> points =
        Stream.iterate(
                NOW.minusSeconds(3600), time -> !time.isAfter(NOW), time -> time.plusSeconds(15))
            .map(time -> new Point(time, 1))
            .toList();
    return List.of(query("A", "time_series", new Found(new TreeMap<>(), points)));
  }

  private static View hour() {
    Dashboard dashboard = new Dashboard(Path.of("none.json"), DASHBOARD);
    return new View(dashboard, NOW.minusSeconds(3600), NOW, Duration.ofSeconds(15), Map.of());
  }

  private static Query query(String name, String format, Found... found) {
    JsonNode target = json("{\"refId\": \"%s\", \"format\": \"%s\"}".formatted(name, format));
    return new Query(target, List.of(found));
  }

  private static Found found(Map<String, String> labels, double value) {
    return new Found(new TreeMap<>(labels), List.of(new Point(NOW, value)));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
