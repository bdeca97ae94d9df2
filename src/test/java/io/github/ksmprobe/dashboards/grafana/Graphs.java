package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Dot;
import io.github.ksmprobe.dashboards.grafana.Frame.Line;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Cell;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Graphs: of each series its name, its least, greatest and last value; of bars their sum. */
final class Graphs {

  private Graphs() {}

  static List<Row> of(JsonNode panel, List<Query> queries) {
    return queries.stream()
        .flatMap(Query::lines)
        .filter(line -> !line.points().isEmpty())
        .map(line -> row(panel, line))
        .toList();
  }

  private static Row row(JsonNode panel, Line line) {
    FieldSettings settings = FieldSettings.of(panel, line.name(), line.query());
    DoubleSummaryStatistics values =
        line.points().stream().mapToDouble(Dot::value).summaryStatistics();
    if (settings.custom("drawStyle").asString("").equals("bars")) {
      return new Row(line.name(), List.of(cell("sum", values.getSum(), settings)));
    }
    return new Row(
        line.name(),
        List.of(
            cell("min", values.getMin(), settings),
            cell("max", values.getMax(), settings),
            cell("last", line.points().getLast().value(), settings)));
  }

  private static Cell cell(String title, double value, FieldSettings settings) {
    Reading reading = Reading.of(Optional.of(value), settings);
    return new Cell(
        title, reading.colour().equals("palette") ? new Reading(reading.text(), "") : reading);
  }
}
