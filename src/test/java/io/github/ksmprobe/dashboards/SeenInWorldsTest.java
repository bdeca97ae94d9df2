package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.View;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an operator reads on each panel in each world, written down: one folder for each world, one
 * file for each dashboard.
 */
@ExtendWith(SeenDashboards.Extension.class)
class SeenInWorldsTest {

  private static final Path EXPECTED = Path.of("src/test/resources/dashboards");
  private static final int ROWS = 12;

  @TestFactory
  Stream<DynamicTest> each_world_looks_as_written_down(SeenDashboards seen) {
    return SeenDashboards.worlds().stream()
        .flatMap(
            world ->
                Dashboard.all().stream()
                    .map(
                        dashboard ->
                            DynamicTest.dynamicTest(
                                world + ", " + dashboard.title(),
                                () -> hold(seen, dashboard, world))));
  }

  private static void hold(SeenDashboards seen, Dashboard dashboard, ObservedWorld world)
      throws IOException {
    String found =
        seen.panels(View.of(dashboard, world)).stream()
            .map(SeenInWorldsTest::written)
            .collect(Collectors.joining("\n"));
    Path file = EXPECTED.resolve(file(world, dashboard));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, found);
      fail("rewritten: " + file);
    }
    assertEquals(
        Files.readString(file),
        found,
        () -> "if it reads better now, -Dgolden.update=true rewrites " + file);
  }

  private static String written(SeenPanel panel) {
    StringBuilder text = new StringBuilder(panel.panel().title()).append('\n');
    if (panel.rows().isEmpty()) {
      return text.append("  ").append(panel.message()).append('\n').toString();
    }
    panel.rows().stream().limit(ROWS).forEach(row -> text.append("  ").append(row).append('\n'));
    int more = panel.rows().size() - ROWS;
    return more > 0 ? text + "  and " + more + " rows more\n" : text.toString();
  }

  private static String file(ObservedWorld world, Dashboard dashboard) {
    return world + "/" + dashboard.toString().replace(".json", ".txt");
  }

  @Test
  void no_file_is_unused() throws IOException {
    Set<String> used = new TreeSet<>();
    for (ObservedWorld world : SeenDashboards.worlds()) {
      Dashboard.all().forEach(dashboard -> used.add(file(world, dashboard)));
    }
    try (Stream<Path> files = Files.walk(EXPECTED)) {
      assertEquals(
          used,
          files
              .filter(Files::isRegularFile)
              .map(file -> EXPECTED.relativize(file).toString().replace('\\', '/'))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }
}
