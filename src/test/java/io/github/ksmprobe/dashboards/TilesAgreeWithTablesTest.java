package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tile counts what its table lists, in every world. */
@ExtendWith(SeenDashboards.Extension.class)
class TilesAgreeWithTablesTest {

  // One row of a table may say that there is nothing to list, in green.
  private static final Predicate<Row> LISTED =
      row -> row.cells().stream().noneMatch(cell -> cell.colour().equals("green"));

  private static final List<Counted> COUNTED =
      List.of(
          new Counted(
              "Probes that fail", "Probes now", LISTED.and(by("Result", "by accident").negate())),
          new Counted("Probes passing by accident", "Probes now", by("Result", "by accident")),
          new Counted("Endpoints that are wrong", "Endpoints that are wrong now", LISTED),
          new Counted("Alerts firing", "Alerts", by("State", "firing")),
          new Counted("Exporters without results", "Exporters", LISTED),
          new Counted(
              "Probes that an upgrade breaks", "Probes that an upgrade breaks, and where", LISTED),
          new Counted("Probes that pass by accident", "Passes by accident", LISTED));

  /** A tile, its table, and which of its rows it counts. */
  private record Counted(String tile, String table, Predicate<Row> rows) {}

  static Stream<ObservedWorld> worlds() {
    return SeenDashboards.worlds().stream();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void a_tile_says_how_many_rows_its_table_has(ObservedWorld world, SeenDashboards seen) {
    List<SeenPanel> panels = seen.panels(world.name());
    for (Counted one : COUNTED) {
      String tile = panel(panels, one.tile()).rows().getFirst().cells().getFirst().text();
      long rows = panel(panels, one.table()).rows().stream().filter(one.rows()).count();
      if (tile.matches("\\d+")) {
        assertEquals(Long.parseLong(tile), rows, one.tile());
      } else {
        assertTrue(panel(panels, one.table()).rows().isEmpty(), one.tile() + " says " + tile);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void no_version_breaks_more_probes_than_an_upgrade_does(
      ObservedWorld world, SeenDashboards seen) {
    List<SeenPanel> panels = seen.panels(world.name());
    SeenPanel perVersion = panel(panels, "Probes that break, per version");
    long breaking =
        panel(panels, "Probes that an upgrade breaks, and where").rows().stream()
            .filter(LISTED)
            .count();

    perVersion.rows().stream()
        .filter(LISTED)
        .forEach(row -> assertTrue(Long.parseLong(row.cell("Probes").text()) <= breaking));
  }

  private static Predicate<Row> by(String column, String text) {
    return row ->
        row.cells().stream()
            .anyMatch(cell -> cell.title().equals(column) && cell.text().equals(text));
  }

  private static SeenPanel panel(List<SeenPanel> panels, String title) {
    return panels.stream()
        .filter(one -> one.panel().title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no panel " + title));
  }
}
