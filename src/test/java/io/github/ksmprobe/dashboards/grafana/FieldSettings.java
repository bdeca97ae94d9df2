package io.github.ksmprobe.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a column or a series is shown: the panel's defaults, and the overrides that match it, the
 * later ones over the earlier.
 *
 * @param settings as {@code fieldConfig.defaults} has them
 */
record FieldSettings(JsonNode settings) {

  /**
   * Of a field that an override may match.
   *
   * @param title of the column, or name of the series
   */
  static FieldSettings of(JsonNode panel, String title, String query) {
    ObjectNode settings = JsonMapper.shared().createObjectNode();
    panel
        .path("fieldConfig")
        .path("defaults")
        .propertyStream()
        .forEach(one -> settings.set(one.getKey(), one.getValue().deepCopy()));
    for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
      if (matches(override.path("matcher"), title, query)) {
        for (JsonNode property : override.path("properties")) {
          set(settings, property.path("id").asString(), property.path("value"));
        }
      }
    }
    return new FieldSettings(settings);
  }

  private static boolean matches(JsonNode matcher, String title, String query) {
    String options = matcher.path("options").asString("");
    return switch (matcher.path("id").asString()) {
      case "byName" -> options.equals(title);
      case "byRegexp" -> title.matches(options.replaceAll("^/|/$", ""));
      case "byFrameRefID" -> options.equals(query);
      default -> throw new IllegalStateException("unknown to this test: " + matcher);
    };
  }

  private static void set(ObjectNode settings, String path, JsonNode value) {
    if (path.startsWith("custom.")) {
      settings.withObject("/custom").set(path.substring("custom.".length()), value);
    } else {
      settings.set(path, value);
    }
  }

  String text(String path) {
    return settings.path(path).asString("");
  }

  /** What this kind of panel has beside the common settings. */
  JsonNode custom(String path) {
    return settings.path("custom").path(path);
  }

  /** Mappings, in the order in which they are tried. */
  List<JsonNode> mappings() {
    return settings.path("mappings").valueStream().toList();
  }

  /** Steps, from the lowest. */
  List<JsonNode> thresholds() {
    if (settings.path("thresholds").path("mode").asString("absolute").equals("percentage")) {
      throw new IllegalStateException("unknown to this test: thresholds by percentage");
    }
    return new ArrayList<>(settings.path("thresholds").path("steps").valueStream().toList());
  }
}
