package io.github.ksmprobe.dashboards;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers over time.
 *
 * @param calculation of the window that the legend shows beside the last value, and sorts by
 */
record Graph(
    String title,
    Said said,
    String query,
    String legend,
    String unit,
    Style style,
    Calculation calculation)
    implements Drawn {

  private static final Map<String, @Nullable Object> STACKED =
      JsonObject.of("stacking", JsonObject.of("mode", "normal", "group", "A"));

  /** How the values are drawn. */
  enum Style {
    LINES("15s"),
    /** Of what is asked once a minute. */
    LINES_BY_MINUTE("1m"),
    /** Near 1: the axis begins where the values do. */
    SHARES("15s"),
    /** A minute each. */
    BARS("1m"),
    STACKED_STEPS("1m");

    private final String interval;

    Style(String interval) {
      this.interval = interval;
    }
  }

  /** What the legend knows of the window; the series to look at comes first. */
  enum Calculation {
    MAX("max", "Max"),
    MIN("min", "Min"),
    SUM("sum", "Total");

    private final String id;
    private final String column;

    Calculation(String id, String column) {
      this.id = id;
      this.column = column;
    }
  }

  /** The series of a subject that are highest by what they are ranked by, no more than fit. */
  static String highest(int most, String subject, String series, String rankedBy) {
    return "%s\nand on (%s) topk(%d, %s)".formatted(series, subject, most, rankedBy);
  }

  @Override
  public String type() {
    return "timeseries";
  }

  @Override
  public List<Map<String, @Nullable Object>> targets() {
    return List.of(Drawn.overTime(Promql.of(query), legend, style.interval));
  }

  @Override
  public Map<String, @Nullable Object> fieldConfig() {
    Map<String, @Nullable Object> defaults =
        JsonObject.of(
            "unit",
            unit,
            "noValue",
            Said.EMPTY,
            "color",
            JsonObject.of("mode", "palette-classic"),
            "mappings",
            List.of());
    Map<String, @Nullable Object> custom =
        JsonObject.of("lineWidth", 1, "showPoints", "never", "spanNulls", false);
    switch (style) {
      case LINES, LINES_BY_MINUTE -> {
        defaults.put("min", 0);
        custom.putAll(JsonObject.of("drawStyle", "line", "fillOpacity", 8, "axisSoftMax", 0.1));
      }
      case SHARES -> {
        defaults.put("max", 1);
        custom.putAll(JsonObject.of("drawStyle", "line", "axisSoftMin", 0.99));
      }
      case BARS -> {
        defaults.putAll(JsonObject.of("min", 0, "decimals", 0));
        custom.putAll(STACKED);
        custom.putAll(JsonObject.of("drawStyle", "bars", "lineWidth", 0, "fillOpacity", 80));
      }
      case STACKED_STEPS -> {
        defaults.putAll(JsonObject.of("min", 0, "decimals", 0));
        custom.putAll(STACKED);
        custom.putAll(JsonObject.of("drawStyle", "line", "lineInterpolation", "stepAfter"));
        custom.put("fillOpacity", 40);
      }
    }
    defaults.put("custom", custom);
    return JsonObject.of("defaults", defaults, "overrides", List.of());
  }

  @Override
  public Map<String, @Nullable Object> options() {
    return JsonObject.of(
        "legend",
            JsonObject.of(
                "showLegend",
                true,
                "displayMode",
                "table",
                "placement",
                "bottom",
                "calcs",
                List.of("lastNotNull", calculation.id),
                "sortBy",
                calculation.column,
                "sortDesc",
                calculation != Calculation.MIN),
        "tooltip", JsonObject.of("mode", "multi", "sort", "desc"));
  }
}
