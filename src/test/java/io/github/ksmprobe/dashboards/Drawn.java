package io.github.ksmprobe.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A panel that has no place yet. */
sealed interface Drawn permits Stat, Table, Timeline, Graph, Note {

  /** Grafana's name for this kind of panel. */
  String type();

  String title();

  Said said();

  /** What is asked, none for a text. */
  List<Map<String, @Nullable Object>> targets();

  Map<String, @Nullable Object> fieldConfig();

  Map<String, @Nullable Object> options();

  default List<Map<String, @Nullable Object>> transformations() {
    return List.of();
  }

  /** The whole panel, but for its place. */
  default Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> panel =
        JsonObject.of(
            "type", type(),
            "title", title(),
            "description", said().description(),
            "datasource", SOURCE,
            "targets", targets(),
            "fieldConfig", fieldConfig(),
            "options", options());
    if (!transformations().isEmpty()) {
      panel.put("transformations", transformations());
    }
    return panel;
  }

  /** The data source that is chosen above. */
  Map<String, @Nullable Object> SOURCE =
      JsonObject.of("type", "prometheus", "uid", "${datasource}");

  /** A query for the value now; the format is that of the panel. */
  static Map<String, @Nullable Object> now(String query, String format) {
    return target(query, true, format);
  }

  /** A query over the window, in steps of no less than {@code interval}. */
  static Map<String, @Nullable Object> overTime(String query, String legend, String interval) {
    Map<String, @Nullable Object> target = target(query, false, "time_series");
    target.put("interval", interval);
    target.put("legendFormat", legend);
    return target;
  }

  private static Map<String, @Nullable Object> target(String query, boolean now, String format) {
    return JsonObject.of(
        "refId", "A",
        "datasource", SOURCE,
        "editorMode", "code",
        "expr", query,
        "instant", now,
        "range", !now,
        "format", format);
  }

  /** Colours by value, from the lowest: a colour, then where the next begins, and so on. */
  static Map<String, @Nullable Object> thresholds(String lowest, @Nullable Object... more) {
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    steps.add(JsonObject.of("color", lowest, "value", null));
    for (int i = 0; i < more.length; i += 2) {
      steps.add(JsonObject.of("color", more[i + 1], "value", more[i]));
    }
    return JsonObject.of("mode", "absolute", "steps", steps);
  }
}
