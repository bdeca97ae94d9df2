package io.github.ksmprobe.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of the answer, in pages.
 *
 * @param query one for all columns: joined there, one probe is one row
 * @param columns in their order; other labels are not shown
 */
record Table(String title, Said said, String query, List<Column> columns) implements Drawn {

  /**
   * What is wrong, and one row that says so where nothing is: emptiness is left to having no data.
   *
   * @param known a number, where it is known that there is no more than these rows
   */
  static String orNone(String wrong, String known, String label, String text) {
    return "%s\nor on () label_replace(0 * %s, \"%s\", \"%s\", \"\", \"\")"
        .formatted(wrong, known, label, text);
  }

  /** A label that no series has would leave its column out: such labels are "-". */
  static String filled(String query, String... labels) {
    String filled = query;
    for (String label : labels) {
      filled = "label_replace(" + filled + ", \"" + label + "\", \"-\", \"" + label + "\", \"\")";
    }
    return filled;
  }

  @Override
  public String type() {
    return "table";
  }

  @Override
  public List<Map<String, @Nullable Object>> targets() {
    return List.of(Drawn.now(Promql.of(query), "table"));
  }

  @Override
  public Map<String, @Nullable Object> fieldConfig() {
    return JsonObject.of(
        "defaults",
        JsonObject.of(
            "unit", "none",
            "noValue", Said.EMPTY,
            "color", JsonObject.of("mode", "thresholds"),
            "thresholds", Drawn.thresholds("text"),
            "mappings", List.of(),
            "custom", JsonObject.of("filterable", true)),
        "overrides",
        columns.stream().map(Column::override).toList());
  }

  @Override
  public Map<String, @Nullable Object> options() {
    return JsonObject.of(
        "showHeader",
        true,
        "cellHeight",
        "sm",
        "footer",
        JsonObject.of(
            "show", false, "reducer", List.of("sum"), "fields", "", "enablePagination", true));
  }

  @Override
  public List<Map<String, @Nullable Object>> transformations() {
    Map<String, @Nullable Object> hidden = new LinkedHashMap<>();
    Map<String, @Nullable Object> order = new LinkedHashMap<>();
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    hidden.put("Time", true);
    hidden.put("Value", columns.stream().noneMatch(column -> column.label().equals("Value")));
    for (Column column : columns) {
      order.put(column.label(), order.size());
      names.put(column.label(), column.name());
    }
    return List.of(
        JsonObject.of(
            "id",
            "organize",
            "options",
            JsonObject.of("excludeByName", hidden, "indexByName", order, "renameByName", names)));
  }
}
