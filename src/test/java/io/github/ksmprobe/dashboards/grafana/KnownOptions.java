package io.github.ksmprobe.dashboards.grafana;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The settings that Grafana 9.0, the oldest supported, reads. What it does not know it ignores, so
 * that what a newer one shows by it is not there.
 */
public final class KnownOptions {

  private static final Set<String> LEGEND =
      Set.of(
          "legend.displayMode",
          "legend.placement",
          "legend.width",
          "legend.calcs",
          "legend.sortBy",
          "legend.sortDesc");
  private static final Set<String> TOOLTIP = Set.of("tooltip.mode", "tooltip.sort");
  private static final Set<String> BOX = Set.of("lineWidth", "fillOpacity", "hideFrom");

  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "stat",
              Set.of(
                  "reduceOptions.values",
                  "reduceOptions.limit",
                  "reduceOptions.calcs",
                  "reduceOptions.fields",
                  "orientation",
                  "text.titleSize",
                  "text.valueSize",
                  "textMode",
                  "colorMode",
                  "graphMode",
                  "justifyMode"),
          "table",
              Set.of(
                  "frameIndex",
                  "showHeader",
                  "showTypeIcons",
                  "sortBy",
                  "footer.show",
                  "footer.reducer",
                  "footer.fields",
                  "footer.enablePagination"),
          "state-timeline",
              union(
                  List.of(
                      LEGEND,
                      TOOLTIP,
                      Set.of("mergeValues", "showValue", "alignValue", "rowHeight"))),
          "status-history",
              union(List.of(LEGEND, TOOLTIP, Set.of("showValue", "rowHeight", "colWidth"))),
          "timeseries", union(List.of(LEGEND, TOOLTIP)),
          "text", Set.of("mode", "content"));

  private static final Map<String, Set<String>> CUSTOM =
      Map.of(
          "stat", Set.of(),
          "table",
              Set.of(
                  "minWidth", "width", "align", "displayMode", "inspect", "filterable", "hidden"),
          "state-timeline", union(List.of(BOX, Set.of("spanNulls"))),
          "status-history", BOX,
          "timeseries",
              union(
                  List.of(
                      BOX,
                      Set.of("drawStyle", "lineInterpolation", "barAlignment", "gradientMode"),
                      Set.of("fillBelowTo", "lineStyle", "spanNulls", "showPoints", "pointSize"),
                      Set.of("transform", "thresholdsStyle", "stacking", "scaleDistribution"),
                      Set.of("axisPlacement", "axisLabel", "axisWidth", "axisGridShow"),
                      Set.of("axisSoftMin", "axisSoftMax"))),
          "text", Set.of());

  private static final Set<String> OF_EVERY_FIELD =
      Set.of(
          "unit",
          "min",
          "max",
          "decimals",
          "displayName",
          "color",
          "noValue",
          "links",
          "mappings",
          "thresholds");

  // These hold a value of their own and no further settings.
  private static final Set<String> WHOLE = Set.of("sortBy", "calcs");

  private KnownOptions() {}

  /** What of a panel's options only a newer one knows. */
  public static Set<String> newer(JsonNode panel) {
    Set<String> found = new TreeSet<>();
    String type = panel.path("type").asString();
    paths("", panel.path("options"))
        .filter(path -> !OPTIONS.getOrDefault(type, Set.of()).contains(path))
        .forEach(found::add);
    Set<String> custom = CUSTOM.getOrDefault(type, Set.of());
    settings(panel)
        .filter(
            name ->
                name.startsWith("custom.")
                    ? !custom.contains(name.substring("custom.".length()))
                    : !OF_EVERY_FIELD.contains(name))
        .forEach(found::add);
    return found;
  }

  private static Stream<String> settings(JsonNode panel) {
    JsonNode defaults = panel.path("fieldConfig").path("defaults");
    Stream<String> common =
        defaults.propertyStream().map(Map.Entry::getKey).filter(name -> !name.equals("custom"));
    Stream<String> custom =
        defaults.path("custom").propertyStream().map(one -> "custom." + one.getKey());
    Stream<String> overridden =
        panel
            .path("fieldConfig")
            .path("overrides")
            .valueStream()
            .flatMap(override -> override.path("properties").valueStream())
            .map(property -> property.path("id").asString());
    return Stream.of(common, custom, overridden).flatMap(all -> all);
  }

  private static Stream<String> paths(String prefix, JsonNode node) {
    return node.propertyStream()
        .flatMap(
            one ->
                one.getValue().isObject() && !WHOLE.contains(one.getKey())
                    ? paths(prefix + one.getKey() + ".", one.getValue())
                    : Stream.of(prefix + one.getKey()));
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }
}
