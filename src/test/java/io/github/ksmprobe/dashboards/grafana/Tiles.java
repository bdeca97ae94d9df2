package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Line;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Cell;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Big numbers: the last value of each series, and one tile where there is no series. */
final class Tiles {

  private Tiles() {}

  static List<Row> of(JsonNode panel, List<Query> queries) {
    if (!panel.path("transformations").isEmpty() || queries.stream().anyMatch(Query::isTable)) {
      throw new IllegalStateException("unknown to this test: tiles from tables");
    }
    List<Row> tiles =
        queries.stream().flatMap(Query::lines).map(line -> tile(panel, line)).toList();
    if (!tiles.isEmpty()) {
      return tiles;
    }
    // Without data there is a tile all the same, in the colour of no value at all.
    Reading nothing = Reading.of(Optional.empty(), FieldSettings.of(panel, "No data", ""));
    String text = nothing.text().isEmpty() ? "No data" : nothing.text();
    return List.of(new Row("", List.of(new Cell("", new Reading(text, nothing.colour())))));
  }

  private static Row tile(JsonNode panel, Line line) {
    Optional<Object> last =
        line.points().isEmpty() ? Optional.empty() : Optional.of(line.points().getLast().value());
    boolean named = panel.path("options").path("textMode").asString("auto").contains("name");
    Reading reading = Reading.of(last, FieldSettings.of(panel, line.name(), line.query()));
    return new Row(named ? line.name() : "", List.of(new Cell("", reading)));
  }
}
