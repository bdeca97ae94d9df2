package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.dashboards.grafana.SeenPanel;
import io.github.ksmprobe.dashboards.grafana.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A click leads to what it promises. */
@ExtendWith(SeenDashboards.Extension.class)
class PanelLinksTest {

  private static final String REPOSITORY =
      "https://github.com/ksmprobe/ksm-probe-exporter/blob/main/";
  private static final Pattern BOARD = Pattern.compile("/d/([\\w-]+)\\?(.*)");
  private static final Pattern CHOICE = Pattern.compile("var-(\\w+)=([^&]+)");

  @ParameterizedTest
  @ValueSource(strings = {"one-healthy-pod", "demo", "30-pods", "nothing-scraped"})
  void pages_that_a_click_opens_are_there(String world, SeenDashboards seen) {
    Set<String> missing = new TreeSet<>();
    for (String url : urls(seen, world)) {
      if (url.startsWith(REPOSITORY) && !isThere(url.substring(REPOSITORY.length()))) {
        missing.add(url);
      }
    }

    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-healthy-pod", "demo", "no-cluster-label", "30-pods"})
  void a_click_on_a_pod_leads_to_that_pod(String world, SeenDashboards seen) {
    Set<View> opened =
        urls(seen, world).stream()
            .map(BOARD::matcher)
            .filter(Matcher::matches)
            .map(url -> opened(url.group(1), url.group(2), world))
            .filter(view -> view.chosen().containsKey("pod"))
            .limit(3)
            .collect(Collectors.toSet());

    assertFalse(opened.isEmpty());
    for (View view : opened) {
      assertFalse(Set.copyOf(view.chosen().keySet()).equals(Set.of("pod")), "of which namespace");
      SeenPanel probes =
          seen.panels(view).stream()
              .filter(one -> one.panel().title().equals("Probes now"))
              .findFirst()
              .orElseThrow();
      assertEquals(
          Set.copyOf(view.chosen().get("pod")),
          probes.rows().stream().map(row -> row.cell("Pod").text()).collect(Collectors.toSet()));
    }
  }

  @Test
  void links_name_dashboards_and_variables_that_there_are(SeenDashboards seen) {
    urls(seen, "demo").stream()
        .map(BOARD::matcher)
        .filter(Matcher::matches)
        .forEach(url -> opened(url.group(1), url.group(2), "demo"));
  }

  private static View opened(String board, String query, String world) {
    Dashboard dashboard =
        Dashboard.all().stream()
            .filter(one -> one.json().path("uid").asString().equals(board))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no dashboard " + board));
    View view = View.of(dashboard, SeenDashboards.world(world));
    Matcher choice = CHOICE.matcher(query);
    while (choice.find()) {
      String name = dashboard.variable(choice.group(1)).path("name").asString();
      view = view.choosing(name, choice.group(2));
    }
    return view;
  }

  private static Set<String> urls(SeenDashboards seen, String world) {
    return seen.panels(world).stream()
        .flatMap(SeenPanel::links)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isThere(String page) {
    Path file = Path.of(page.replaceAll("#.*", ""));
    String section = page.contains("#") ? page.replaceAll(".*#", "") : "";
    try {
      return Files.exists(file)
          && (section.isEmpty()
              || Files.readAllLines(file).stream()
                  .filter(line -> line.startsWith("#"))
                  .map(line -> line.toLowerCase(java.util.Locale.ROOT))
                  .anyMatch(
                      line ->
                          line.replaceAll("[^\\w -]", "")
                              .strip()
                              .replace(' ', '-')
                              .equals(section)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
