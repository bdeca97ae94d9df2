package io.github.ksmprobe.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param label of Prometheus, {@code Value} for the value
 * @param width in pixels, 0 for what the others leave
 */
record Column(
    String label, String name, int width, Look look, List<Mapping> mappings, List<DataLink> links) {

  /** How its cells are painted. Grafana renamed the setting: 9 knows the first, 10 the second. */
  private enum Look {
    PLAIN("auto", "auto"),
    COLOURED_TEXT("color-text", "color-text"),
    COLOURED("color-background-solid", "color-background");

    private final String displayMode;
    private final String cellType;

    Look(String displayMode, String cellType) {
      this.displayMode = displayMode;
      this.cellType = cellType;
    }

    Map<String, @Nullable Object> cellOptions() {
      return this == COLOURED
          ? JsonObject.of("type", cellType, "mode", "basic")
          : JsonObject.of("type", cellType);
    }
  }

  static final Column CLUSTER = of("cluster", "Cluster", 95).linkedTo(DataLink.CLUSTER);
  static final Column NAMESPACE = of("target_namespace", "Namespace", 125);
  static final Column POD = of("target_pod", "Pod", 0).linkedTo(DataLink.POD);
  static final Column CONTAINER = of("target_container", "Container", 150);
  static final Column TYPE = of("probe_type", "Type", 95);
  static final Column REASON = of("reason", "Reason", 175).linkedTo(DataLink.REASON);
  static final Column SCHEME = of("scheme", "Scheme", 85);
  static final Column PORT = of("port", "Port", 90);
  static final Column PATH = of("path", "Path", 130);

  static Column of(String label, String name, int width) {
    return new Column(label, name, width, Look.PLAIN, List.of(), List.of());
  }

  Column linkedTo(DataLink link) {
    return new Column(label, name, width, look, mappings, List.of(link));
  }

  /** Its ground has the colour of what it says. */
  Column coloured(Mapping... by) {
    return new Column(label, name, width, Look.COLOURED, List.of(by), links);
  }

  /** Its letters have the colour of what they say. */
  Column colouredText(Mapping... by) {
    return new Column(label, name, width, Look.COLOURED_TEXT, List.of(by), links);
  }

  Map<String, @Nullable Object> override() {
    List<Map<String, @Nullable Object>> set = new ArrayList<>();
    set.add(property("custom.displayMode", look.displayMode));
    set.add(property("custom.cellOptions", look.cellOptions()));
    set.add(property("custom.align", "left"));
    if (width > 0) {
      set.add(property("custom.width", width));
    } else {
      set.add(property("custom.minWidth", 150));
    }
    if (!mappings.isEmpty()) {
      set.add(property("mappings", Mapping.json(mappings)));
    }
    if (!links.isEmpty()) {
      set.add(property("links", links.stream().map(DataLink::json).toList()));
    }
    return JsonObject.of(
        "matcher", JsonObject.of("id", "byName", "options", name), "properties", set);
  }

  private static Map<String, @Nullable Object> property(String id, Object value) {
    return JsonObject.of("id", id, "value", value);
  }
}
