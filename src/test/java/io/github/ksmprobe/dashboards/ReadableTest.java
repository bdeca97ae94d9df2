package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.dashboards.grafana.PanelRoom;
import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import io.github.ksmprobe.dashboards.grafana.View;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn can be read: in ten seconds, with one pod and with three hundred. */
@ExtendWith(SeenDashboards.Extension.class)
class ReadableTest {

  private static final int LINES_OF_A_GRAPH = 20;
  private static final Set<String> OF_TIME = Set.of("state-timeline", "status-history");

  // Right, not known, and what has no colour of its own. The rest says that something is wrong.
  private static final Set<String> CALM = Set.of("green", "text", "transparent", "#7b8087", "");

  static Stream<ObservedWorld> worlds() {
    return SeenDashboards.worlds().stream();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void no_two_series_and_no_two_rows_read_alike(ObservedWorld world, SeenDashboards seen) {
    List<String> twice = new ArrayList<>();
    for (SeenPanel panel : seen.panels(world.name())) {
      Set<String> names = new HashSet<>();
      for (Row row : panel.rows()) {
        String name = panel.panel().type().equals("table") ? row.toString() : row.name();
        if (!names.add(name)) {
          twice.add(panel.panel() + ": " + name);
        }
      }
    }

    assertEquals(List.of(), twice);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void no_panel_draws_more_series_than_it_has_room_for(ObservedWorld world, SeenDashboards seen) {
    assertEquals(List.of(), full(seen.panels(world.name())));
  }

  @ParameterizedTest
  @CsvSource({
    "demo, demo, ksm-behind-proxy",
    "30-pods, team-12, kube-state-metrics-1",
    "300-pods, team-00, kube-state-metrics-0",
  })
  void one_pod_has_room_for_all_that_there_is_of_it(
      String world, String namespace, String pod, SeenDashboards seen) {
    for (Dashboard dashboard : Dashboard.all()) {
      View narrowed =
          View.of(dashboard, SeenDashboards.world(world))
              .choosing("namespace", namespace)
              .choosing("pod", pod);

      assertEquals(List.of(), full(seen.panels(narrowed)));
    }
  }

  private static List<String> full(List<SeenPanel> panels) {
    return panels.stream()
        .filter(one -> one.rows().size() > room(one))
        .map(one -> "%s: %d in room for %d".formatted(one.panel(), one.rows().size(), room(one)))
        .toList();
  }

  private static int room(SeenPanel panel) {
    if (OF_TIME.contains(panel.panel().type())) {
      return PanelRoom.timelineRows(panel.panel().json());
    }
    // A table has pages.
    return panel.panel().type().equals("timeseries") ? LINES_OF_A_GRAPH : Integer.MAX_VALUE;
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void timelines_say_the_words_of_their_mappings(ObservedWorld world, SeenDashboards seen) {
    List<String> numbers =
        seen.panels(world.name()).stream()
            .filter(one -> one.panel().type().equals("state-timeline"))
            .flatMap(
                one ->
                    one.cells()
                        .filter(cell -> cell.text().matches("[-<\\d].*"))
                        .map(cell -> one.panel() + ": " + cell))
            .distinct()
            .toList();

    assertEquals(List.of(), numbers);
  }

  @ParameterizedTest
  @ValueSource(strings = "one-healthy-pod")
  void nothing_of_a_healthy_pod_is_painted_as_if_it_were_wrong(String world, SeenDashboards seen) {
    List<String> loud =
        seen.panels(world).stream()
            .flatMap(
                one ->
                    one.cells()
                        .filter(cell -> isLoud(cell.colour()))
                        .map(cell -> one.panel() + ": " + cell))
            .distinct()
            .toList();

    assertEquals(List.of(), loud);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void tables_begin_with_what_is_wrong(ObservedWorld world, SeenDashboards seen) {
    Predicate<Row> wrong = row -> row.cells().stream().anyMatch(cell -> isLoud(cell.colour()));
    List<String> below =
        seen.panels(world.name()).stream()
            .filter(one -> one.panel().type().equals("table"))
            .flatMap(
                one ->
                    one.rows().stream()
                        .dropWhile(wrong)
                        .filter(wrong)
                        .map(row -> one.panel() + ": " + row))
            .toList();

    assertEquals(List.of(), below);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void what_fails_has_a_reason(ObservedWorld world, SeenDashboards seen) {
    List<String> unexplained =
        seen.panels(world.name()).stream()
            .flatMap(one -> one.rows().stream().map(row -> one.panel() + ": " + row))
            .filter(row -> row.contains("(red)") && row.matches(".*\\| Reason (?:-|\\||$).*"))
            .toList();

    assertEquals(List.of(), unexplained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-healthy-pod", "demo", "30-pods", "300-pods"})
  void no_cell_of_a_table_is_cut(String world, SeenDashboards seen) {
    List<String> cut =
        seen.panels(world).stream()
            .filter(one -> one.panel().type().equals("table"))
            .flatMap(
                one ->
                    one.rows().stream()
                        .flatMap(row -> one.cutIn(row).map(cell -> one.panel() + ": " + cell)))
            .distinct()
            .toList();

    assertEquals(List.of(), cut);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void no_column_of_a_table_is_out_of_sight(ObservedWorld world, SeenDashboards seen) {
    List<String> wide =
        seen.panels(world.name()).stream()
            .filter(one -> one.panel().type().equals("table"))
            .filter(SeenPanel::isWiderThanItsRoom)
            .map(one -> one.panel().toString())
            .toList();

    assertEquals(List.of(), wide);
  }

  // One row may say that there is nothing to list; and no cluster has no column.
  @ParameterizedTest
  @MethodSource("worlds")
  void tables_have_the_same_columns_whatever_there_is(ObservedWorld world, SeenDashboards seen) {
    List<SeenPanel> demo = seen.panels("demo");
    List<SeenPanel> here = seen.panels(world.name());
    List<String> other = new ArrayList<>();
    for (int i = 0; i < demo.size(); i++) {
      if (here.get(i).panel().type().equals("table") && here.get(i).rows().size() > 1) {
        List<String> expected = titles(demo.get(i));
        if (!expected.equals(titles(here.get(i)))) {
          other.add(here.get(i).panel() + ": " + titles(here.get(i)) + ", not " + expected);
        }
      }
    }

    assertEquals(List.of(), other);
  }

  private static List<String> titles(SeenPanel panel) {
    return panel.rows().getFirst().cells().stream()
        .map(SeenPanel.Cell::title)
        .filter(title -> !title.equals("Cluster"))
        .toList();
  }

  private static boolean isLoud(String colour) {
    return !CALM.contains(colour);
  }
}
