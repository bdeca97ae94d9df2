package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing is known, nothing says that all is well. */
@ExtendWith(SeenDashboards.Extension.class)
class TruthWithoutDataTest {

  // Of what is now; timelines and graphs show a past that was known.
  private static final Set<String> OF_NOW = Set.of("stat", "table");

  @ParameterizedTest
  @ValueSource(strings = {"nothing-scraped", "dead-exporter"})
  void nothing_is_green(String world, SeenDashboards seen) {
    List<String> green =
        seen.panels(world).stream()
            .filter(one -> OF_NOW.contains(one.panel().type()))
            .filter(one -> one.cells().anyMatch(cell -> cell.colour().contains("green")))
            .map(SeenPanel::toString)
            .toList();

    assertEquals(List.of(), green);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing-scraped", "dead-exporter"})
  void a_panel_does_not_say_the_same_as_where_all_is_well(String world, SeenDashboards seen) {
    Map<String, String> well =
        seen.panels("one-healthy-pod").stream()
            .collect(Collectors.toMap(one -> one.panel().toString(), TruthWithoutDataTest::said));
    List<String> alike =
        seen.panels(world).stream()
            .filter(one -> OF_NOW.contains(one.panel().type()))
            .filter(one -> said(one).equals(well.get(one.panel().toString())))
            .map(SeenPanel::toString)
            .toList();

    assertEquals(List.of(), alike);
  }

  @Test
  void every_panel_knows_something_of_a_pod_that_is_watched(SeenDashboards seen) {
    Map<Boolean, List<String>> known =
        seen.panels("one-healthy-pod").stream()
            .filter(one -> OF_NOW.contains(one.panel().type()))
            .collect(
                Collectors.partitioningBy(
                    one -> !one.rows().isEmpty(),
                    Collectors.mapping(SeenPanel::toString, Collectors.toList())));

    assertEquals(List.of(), known.get(false), "says by silence that all is well");
  }

  private static String said(SeenPanel panel) {
    Function<SeenPanel.Cell, String> read = cell -> cell.title() + cell.text();
    return panel.message() + panel.cells().map(read).collect(Collectors.joining("|"));
  }
}
