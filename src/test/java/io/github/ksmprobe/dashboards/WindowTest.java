package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import io.github.ksmprobe.dashboards.grafana.View;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is drawn happened between the left and the right edge, and as often. */
@ExtendWith(SeenDashboards.Extension.class)
class WindowTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void what_was_mended_before_the_window_is_not_in_it(SeenDashboards seen) {
    assertEquals(List.of(), wrongInWindow(seen, HOUR));
    assertFalse(wrongInWindow(seen, HOUR.plusMinutes(30)).isEmpty(), "it is in a wider window");
  }

  private static List<String> wrongInWindow(SeenDashboards seen, Duration range) {
    return Dashboard.all().stream()
        .flatMap(dashboard -> seen.panels(view(dashboard, "30-pods", range)).stream())
        .filter(panel -> panel.panel().json().toString().contains("$__range"))
        .flatMap(
            panel ->
                panel.rows().stream()
                    .filter(WindowTest::wasMendedBefore)
                    .map(row -> panel.panel() + ": " + row))
        .toList();
  }

  // Its probe was wrong until 75 minutes ago.
  private static boolean wasMendedBefore(Row row) {
    String read = row.toString();
    return read.contains("team-09") && read.contains("kube-state-metrics-0");
  }

  @Test
  void bars_count_what_happened(SeenDashboards seen) {
    ObservedWorld world = SeenDashboards.world("demo");
    String counted = "increase(ksm_probe_container_restarts_total[1h])";
    double restarts =
        seen.api().instant(counted, world.now()).stream()
            .mapToDouble(one -> Math.round(one.points().getLast().value()))
            .sum();
    List<SeenPanel> bars =
        Dashboard.all().stream()
            .flatMap(dashboard -> seen.panels(view(dashboard, "demo", HOUR)).stream())
            .filter(panel -> drawsBars(panel.panel()))
            .toList();

    for (SeenPanel panel : bars) {
      double drawn =
          panel.rows().stream()
              .mapToDouble(row -> Double.parseDouble(row.cell("sum").text()))
              .sum();
      // One at the edge may be seen by the one and not by the other.
      assertEquals(restarts, drawn, 2, panel.toString());
    }
  }

  private static boolean drawsBars(Dashboard.Panel panel) {
    return panel
        .json()
        .path("fieldConfig")
        .path("defaults")
        .path("custom")
        .path("drawStyle")
        .asString("")
        .equals("bars");
  }

  private static View view(Dashboard dashboard, String world, Duration range) {
    ObservedWorld seen = SeenDashboards.world(world);
    return new View(dashboard, seen.now().minus(range), seen.now(), seen.interval(), Map.of());
  }
}
