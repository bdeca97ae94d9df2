package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Cell;
import io.github.ksmprobe.dashboards.grafana.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Two clusters with the same pods are two of everything; and one without a label is one. */
@ExtendWith(SeenDashboards.Extension.class)
class ClustersApartTest {

  private static final Pattern TOPK = Pattern.compile("topk\\((\\d+)");

  @Test
  void two_clusters_have_twice_the_rows_of_one_and_twice_the_counts(SeenDashboards seen) {
    List<SeenPanel> one = seen.panels("demo");
    List<SeenPanel> two = seen.panels("two-clusters");
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      String expected = doubled(one.get(i));
      String found = size(two.get(i));
      if (!expected.equals(found)) {
        merged.add("%s: %s, not %s".formatted(two.get(i).panel(), found, expected));
      }
    }

    assertEquals(List.of(), merged);
  }

  @Test
  void of_two_clusters_one_is_picked_and_looks_as_if_it_were_alone(SeenDashboards seen) {
    for (Dashboard dashboard : Dashboard.all()) {
      List<SeenPanel> alone = seen.panels(View.of(dashboard, SeenDashboards.world("demo")));
      View both = View.of(dashboard, SeenDashboards.world("two-clusters"));

      assertEquals(
          alone.stream().map(ClustersApartTest::read).toList(),
          seen.panels(both.choosing("cluster", "east")).stream()
              .map(ClustersApartTest::read)
              .toList());
      assertEquals(
          alone.stream().map(panel -> read(panel).replace("east", "west")).toList(),
          seen.panels(both.choosing("cluster", "west")).stream()
              .map(ClustersApartTest::read)
              .toList());
    }
  }

  @Test
  void without_a_cluster_label_everything_is_there(SeenDashboards seen) {
    List<SeenPanel> labelled = seen.panels("demo");
    List<SeenPanel> bare = seen.panels("no-cluster-label");
    for (int i = 0; i < labelled.size(); i++) {
      assertEquals(size(labelled.get(i)), size(bare.get(i)), bare.get(i).panel().toString());
      assertEquals(colours(labelled.get(i)), colours(bare.get(i)));
    }
  }

  @Test
  void what_can_be_picked_is_what_there_is(SeenDashboards seen) {
    for (Dashboard dashboard : Dashboard.all()) {
      View two = View.of(dashboard, SeenDashboards.world("two-clusters"));
      View bare = View.of(dashboard, SeenDashboards.world("no-cluster-label"));
      View many = View.of(dashboard, SeenDashboards.world("300-pods"));
      JsonNode cluster = dashboard.variable("cluster");
      JsonNode namespace = dashboard.variable("namespace");

      assertEquals(Set.of("east", "west"), two.offered(cluster, seen.api()));
      assertEquals(Set.of(), bare.offered(cluster, seen.api()));
      assertEquals(Set.of("demo"), bare.offered(namespace, seen.api()));
      assertEquals(150, many.offered(namespace, seen.api()).size());
    }
  }

  // Rows of tables and timelines, series of graphs; of a tile what it counts.
  private static String size(SeenPanel panel) {
    return isTile(panel)
        ? panel.rows().getFirst().cells().getFirst().text()
        : panel.rows().size() + " rows";
  }

  private static String doubled(SeenPanel panel) {
    String size = size(panel);
    if (!isTile(panel)) {
      return Math.min(2 * panel.rows().size(), most(panel)) + " rows";
    }
    return size.matches("\\d+") ? String.valueOf(2 * Integer.parseInt(size)) : size;
  }

  // Where the query itself takes only so many.
  private static int most(SeenPanel panel) {
    Matcher topk = TOPK.matcher(panel.panel().json().path("targets").toString());
    return topk.find() ? Integer.parseInt(topk.group(1)) : Integer.MAX_VALUE;
  }

  private static boolean isTile(SeenPanel panel) {
    return panel.panel().type().equals("stat");
  }

  private static String read(SeenPanel panel) {
    Stream<String> rows = panel.rows().stream().map(SeenPanel.Row::toString).sorted();
    return panel.panel() + panel.message() + rows.toList();
  }

  private static Set<String> colours(SeenPanel panel) {
    return panel
        .cells()
        .map(Cell::colour)
        .filter(colour -> !colour.isEmpty() && !colour.equals("text"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
