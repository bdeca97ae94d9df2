package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Field;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Cell;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A table: of several frames the first, in the order that the panel sorts by. */
final class Cells {

  private static final int LEAST_WIDTH = 150;

  private Cells() {}

  static List<Row> of(JsonNode panel, List<Query> queries) {
    if (!queries.stream().allMatch(Query::isTable)) {
      throw new IllegalStateException("unknown to this test: tables from series");
    }
    List<Frame> frames = Transformations.applied(panel, Query.tables(queries));
    if (frames.isEmpty()) {
      return List.of();
    }
    Frame frame = frames.getFirst();
    List<Field> shown =
        frame.fields().stream()
            .filter(field -> !settings(panel, frame, field).custom("hidden").asBoolean(false))
            .toList();
    return frame.rows().stream()
        .sorted(order(panel, frame))
        .map(row -> new Row("", shown.stream().map(one -> cell(panel, frame, one, row)).toList()))
        .toList();
  }

  private static Cell cell(JsonNode panel, Frame frame, Field field, Map<String, Object> row) {
    FieldSettings settings = settings(panel, frame, field);
    Reading reading = Reading.of(Optional.ofNullable(row.get(field.name())), settings);
    // Not cellOptions: Grafana 9 does not know it.
    boolean coloured = settings.custom("displayMode").asString("").startsWith("color-");
    return new Cell(title(settings, field), coloured ? reading : new Reading(reading.text(), ""));
  }

  private static Comparator<Map<String, Object>> order(JsonNode panel, Frame frame) {
    Comparator<Map<String, Object>> order = (_, _) -> 0;
    for (JsonNode by : panel.path("options").path("sortBy")) {
      String title = by.path("displayName").asString();
      for (Field field : frame.fields()) {
        if (title(settings(panel, frame, field), field).equals(title)) {
          Comparator<Map<String, Object>> next = by(field);
          order = order.thenComparing(by.path("desc").asBoolean(false) ? next.reversed() : next);
        }
      }
    }
    return order;
  }

  private static Comparator<Map<String, Object>> by(Field field) {
    return field.isNumber()
        ? Comparator.comparingDouble(
            row -> (double) row.getOrDefault(field.name(), Double.NEGATIVE_INFINITY))
        : Comparator.comparing(
            row -> Objects.toString(row.get(field.name()), "").toLowerCase(Locale.ROOT));
  }

  private static FieldSettings settings(JsonNode panel, Frame frame, Field field) {
    return FieldSettings.of(panel, field.title(), frame.query());
  }

  private static String title(FieldSettings settings, Field field) {
    String own = settings.text("displayName");
    return own.isEmpty() ? field.title() : own;
  }

  /** The pixels that a column has: its own, or what the others leave, divided. */
  static int width(JsonNode panel, List<Cell> row, String title) {
    int own = ownWidth(panel, title);
    if (own > 0) {
      return own;
    }
    int taken = row.stream().mapToInt(cell -> ownWidth(panel, cell.title())).sum();
    long sharing = row.stream().filter(cell -> ownWidth(panel, cell.title()) == 0).count();
    int least = FieldSettings.of(panel, title, "").custom("minWidth").asInt(LEAST_WIDTH);
    return Math.max(least, (int) ((PanelRoom.width(panel) - taken) / sharing));
  }

  private static int ownWidth(JsonNode panel, String title) {
    return FieldSettings.of(panel, title, "").custom("width").asInt(0);
  }
}
