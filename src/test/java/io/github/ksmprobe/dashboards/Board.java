package io.github.ksmprobe.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard that is being drawn, from the top down. */
final class Board {

  private static final int WIDTH = 24;

  private final String uid;
  private final String title;
  private final String description;
  private final List<Map<String, @Nullable Object>> panels = new ArrayList<>();
  private final StringBuilder table = new StringBuilder();
  private int nextY;

  Board(String uid, String title, String description) {
    this.uid = uid;
    this.title = title;
    this.description = description;
  }

  String uid() {
    return uid;
  }

  /** Its panels as rows of the table in docs/dashboards.md. */
  String table() {
    return table.toString();
  }

  /** A question above the panels that answer it. */
  Board row(String question) {
    place(0, WIDTH, 1, JsonObject.of("type", "row", "title", question, "collapsed", false));
    nextY++;
    return this;
  }

  /** Panels side by side, all of one width. */
  Board line(int height, Drawn... drawn) {
    return line(height, Stream.of(drawn).map(_ -> WIDTH / drawn.length).toList(), drawn);
  }

  /** Panels side by side, of these widths. */
  Board line(int height, List<Integer> widths, Drawn... drawn) {
    int x = 0;
    for (int i = 0; i < drawn.length; i++) {
      place(x, widths.get(i), height, drawn[i].json());
      if (!(drawn[i] instanceof Note)) {
        table.append(drawn[i].said().row(drawn[i].title()));
      }
      x += widths.get(i);
    }
    if (x != WIDTH) {
      throw new IllegalArgumentException(title + ": a line that is " + x + " wide");
    }
    nextY += height;
    return this;
  }

  private void place(int x, int width, int height, Map<String, @Nullable Object> json) {
    Map<String, @Nullable Object> panel = JsonObject.of("id", panels.size() + 1);
    panel.putAll(json);
    panel.put("gridPos", JsonObject.of("x", x, "y", nextY, "w", width, "h", height));
    panels.add(panel);
  }

  /** The file. */
  String json() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return JsonMapper.shared().writer().with(printer).writeValueAsString(whole()) + "\n";
  }

  private Map<String, @Nullable Object> whole() {
    return JsonObject.of(
        "id",
        null,
        "uid",
        uid,
        "title",
        title,
        "description",
        description,
        "tags",
        List.of("ksm-probe-exporter", "kube-state-metrics"),
        "editable",
        false,
        "graphTooltip",
        1,
        "timezone",
        "browser",
        // That of Grafana 9.0, the oldest that must read it; newer ones translate what they
        // renamed.
        "schemaVersion",
        36,
        "version",
        1,
        "refresh",
        "30s",
        "time",
        JsonObject.of("from", "now-1h", "to", "now"),
        "links",
        List.of(dashboards(), documentation()),
        "templating",
        JsonObject.of("list", Variable.all()),
        "annotations",
        JsonObject.of("list", List.of(alerts())),
        "panels",
        panels);
  }

  private static Map<String, @Nullable Object> dashboards() {
    return JsonObject.of(
        "type",
        "dashboards",
        "title",
        "kube-state-metrics probes",
        "tags",
        List.of("ksm-probe-exporter"),
        "asDropdown",
        true,
        "includeVars",
        true,
        "keepTime",
        true,
        "targetBlank",
        false,
        "icon",
        "external link");
  }

  private static Map<String, @Nullable Object> documentation() {
    return JsonObject.of(
        "type", "link",
        "title", "How to read this",
        "url", DataLink.DOCS + "dashboards.md",
        "tooltip", "What each panel answers, and what to do",
        "targetBlank", true,
        "icon", "doc");
  }

  /** Off at first: several overlapping alerts would paint the graphs red. */
  private static Map<String, @Nullable Object> alerts() {
    return JsonObject.of(
        "name", "Alerts",
        "datasource", Drawn.SOURCE,
        "enable", false,
        "hide", false,
        "iconColor", "red",
        "expr", Promql.of(AlertQueries.FIRING),
        "step", "60s",
        "titleFormat", "{{alertname}}",
        "textFormat", "{{cluster}} {{namespace}}",
        "tagKeys", "alertname",
        "useValueForTime", false);
  }
}
