package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.dashboards.Dashboard.Panel;
import io.github.ksmprobe.dashboards.grafana.KnownOptions;
import io.github.ksmprobe.dashboards.grafana.PanelRoom;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What Grafana 9.0 would show otherwise than a newer one, or not at all. */
class GrafanaNineTest {

  private static final Set<String> TAKES_NO_VALUE = Set.of("stat", "table", "timeseries");
  private static final String CELL_OPTIONS = "custom.cellOptions";
  private static final String DISPLAY_MODE = "custom.displayMode";

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_newer_setting_has_an_older_one_beside_it(Panel panel) {
    Set<String> newer = KnownOptions.newer(panel.json());
    JsonNode legend = panel.json().path("options").path("legend");
    boolean shown = legend.path("showLegend").asBoolean(true);
    assertEquals(shown, !legend.path("displayMode").asString("").equals("hidden"), "legend");
    newer.remove("legend.showLegend");
    // The height that rows have in 9.0.
    if (panel.json().path("options").path("cellHeight").asString("").equals("sm")) {
      newer.remove("cellHeight");
    }
    // That each has its displayMode the next test sees.
    newer.remove(CELL_OPTIONS);

    assertEquals(Set.of(), newer);
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_cell_is_painted_in_9_0_as_in_what_came_later(Panel panel) {
    JsonNode fields = panel.json().path("fieldConfig");
    assertEquals(
        mode(fields.path("defaults").path("custom").path("cellOptions")),
        fields.path("defaults").path("custom").path("displayMode").asString("auto"));
    for (JsonNode override : fields.path("overrides")) {
      String column = override.path("matcher").path("options").asString();
      assertEquals(
          mode(property(override, CELL_OPTIONS)),
          property(override, DISPLAY_MODE).asString("auto"),
          column);
      boolean hasColours =
          property(override, "mappings")
              .valueStream()
              .flatMap(mapping -> mapping.path("options").propertyStream())
              .anyMatch(one -> one.getValue().has("color"));
      assertTrue(
          !hasColours || property(override, DISPLAY_MODE).asString("").startsWith("color-"),
          () -> column + " has colours that nobody sees");
    }
  }

  // As 9.0 names it: from 9.4 on a background has its kind beside it.
  private static String mode(JsonNode cellOptions) {
    String type = cellOptions.path("type").asString("auto");
    boolean basic = cellOptions.path("mode").asString("gradient").equals("basic");
    return type.equals("color-background") && basic ? "color-background-solid" : type;
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void merged_values_are_coloured_by_their_mappings(Panel panel) {
    boolean merges = panel.json().path("options").path("mergeValues").asBoolean(true);
    String mode =
        panel.json().path("fieldConfig").path("defaults").path("color").path("mode").asString("");

    assertFalse(
        panel.type().equals("state-timeline") && merges && mode.equals("thresholds"),
        "thresholds take the place of the mappings");
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_text_for_no_value_is_there_where_it_is_shown(Panel panel) {
    JsonNode fields = panel.json().path("fieldConfig");

    assertTrue(
        TAKES_NO_VALUE.contains(panel.type()) || !fields.path("defaults").has("noValue"),
        "becomes an entry of the legend");
    // A tile with it has the colour of the lowest step: no data would look like the least number.
    assertFalse(panel.type().equals("stat") && fields.path("defaults").has("noValue"));
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void titles_are_shown_to_their_ends(Panel panel) {
    assertTrue(PanelRoom.fitsTitle(panel.json()));
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_legend_leaves_the_graph_its_width(Panel panel) {
    JsonNode legend = panel.json().path("options").path("legend");
    boolean atTheSide =
        legend.path("placement").asString("").equals("right")
            && !legend.path("displayMode").asString("").equals("hidden");

    assertTrue(!atTheSide || panel.json().path("gridPos").path("w").asInt() == 24);
  }

  @ParameterizedTest
  @MethodSource(Dashboard.PANELS)
  void a_share_is_drawn_where_it_is_and_not_between_nothing_and_all(Panel panel) {
    JsonNode defaults = panel.json().path("fieldConfig").path("defaults");
    boolean share =
        panel.type().equals("timeseries")
            && defaults.path("unit").asString("").equals("percentunit");

    assertFalse(share && defaults.has("min"), "99 % would look like 100 %");
    assertTrue(
        !share
            || panel
                .json()
                .path("options")
                .path("legend")
                .path("calcs")
                .toString()
                .contains("min"));
  }

  @ParameterizedTest
  @MethodSource(Dashboard.ALL)
  void texts_are_shown_to_their_ends(Dashboard dashboard) {
    dashboard
        .json()
        .path("panels")
        .valueStream()
        .filter(panel -> panel.path("type").asString().equals("text"))
        .forEach(panel -> assertTrue(PanelRoom.fitsText(panel), panel.path("title").asString()));
  }

  private static JsonNode property(JsonNode override, String id) {
    return override
        .path("properties")
        .valueStream()
        .filter(property -> property.path("id").asString().equals(id))
        .map(property -> property.path("value"))
        .findFirst()
        .orElseGet(() -> override.path("nothing"));
  }
}
