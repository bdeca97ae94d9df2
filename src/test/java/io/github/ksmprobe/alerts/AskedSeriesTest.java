package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.dashboards.Dashboard;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Scraped;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A query on an endpoint or a label that is not exported is silent for ever, however right its
 * name: no alert, recording rule or panel asks for one.
 */
class AskedSeriesTest {

  private static final Pattern SELECTOR = Pattern.compile("(ksm_probe_\\w+)\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|!~|=)(?:\"([^\"]*)\"|%q)");
  private static final Pattern GROUPED =
      Pattern.compile("by \\(([^)]*)\\) \\((?:\\w+\\()*(ksm_probe_\\w+)");
  private static final Set<String> ENDPOINT = Set.of("listener", "path", "via");
  // What scraping adds, what histogram_quantile asks for, and what a rule has just made.
  private static final Set<String> FROM_ELSEWHERE = Set.of("cluster", "job", "instance", "le");
  private static final String LATENCY = "ksm_probe_endpoint_duration_seconds";

  static List<String> queries() throws Exception {
    Stream<String> panels =
        Dashboard.panels()
            .flatMap(panel -> panel.targets().stream())
            .map(target -> target.path("expr").asString());
    Stream<String> rules = Files.readString(Alert.RULES).replace("\\\"", "\"").lines();
    return Stream.concat(panels, rules).toList();
  }

  @ParameterizedTest
  @EnumSource(Cardinality.class)
  void every_selector_has_its_endpoints_and_labels(Cardinality detail) throws Exception {
    List<String> exported = Scraped.ofEverything(detail).samples();
    Set<String> missing = new TreeSet<>();
    for (String query : queries()) {
      SELECTOR.matcher(query).results().forEach(one -> look(one, exported, missing));
    }

    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @EnumSource(Cardinality.class)
  void every_grouping_has_its_labels(Cardinality detail) throws Exception {
    List<String> exported = Scraped.ofEverything(detail).samples();
    Set<String> missing = new TreeSet<>();
    for (String query : queries()) {
      GROUPED
          .matcher(query)
          .results()
          .forEach(
              one ->
                  Arrays.stream(one.group(1).split(", ", -1))
                      .filter(label -> !FROM_ELSEWHERE.contains(label))
                      .filter(label -> !isExported(exported, one.group(2), label))
                      .forEach(label -> missing.add(one.group(2) + " by " + label)));
    }

    assertEquals(Set.of(), missing);
  }

  @Test
  void queries_are_found() throws Exception {
    assertTrue(queries().stream().filter(one -> SELECTOR.matcher(one).find()).count() > 40);
    assertTrue(queries().stream().filter(one -> GROUPED.matcher(one).find()).count() > 10);
  }

  private static boolean isExported(List<String> exported, String metric, String label) {
    List<String> series = exported.stream().filter(one -> one.startsWith(metric + "{")).toList();
    return (series.isEmpty() && metric.startsWith(LATENCY))
        || series.stream().anyMatch(one -> has(one, label));
  }

  private static void look(MatchResult selector, List<String> exported, Set<String> missing) {
    String metric = selector.group(1);
    List<String> all = exported.stream().filter(one -> one.startsWith(metric + "{")).toList();
    if (all.isEmpty() && metric.startsWith(LATENCY)) {
      return; // A watcher of many pods has none.
    }
    List<String> left = all;
    for (MatchResult matcher : MATCHER.matcher(selector.group(2)).results().toList()) {
      String label = matcher.group(1);
      List<String> series = left;
      if (!FROM_ELSEWHERE.contains(label) && series.stream().noneMatch(one -> has(one, label))) {
        missing.add(metric + " with " + label);
      }
      String value = matcher.group(3);
      if (ENDPOINT.contains(label) && matcher.group(2).startsWith("=") && value != null) {
        List<String> values = List.of(value.split("\\|", -1));
        values.stream()
            .filter(one -> series.stream().noneMatch(s -> has(s, label, one)))
            .forEach(one -> missing.add(selector.group() + ": no " + one));
        left = series.stream().filter(one -> hasOne(one, label, values)).toList();
      }
    }
  }

  private static boolean hasOne(String series, String label, List<String> values) {
    return values.stream().anyMatch(value -> has(series, label, value));
  }

  private static boolean has(String series, String label, String value) {
    return series.contains("{" + label + "=\"" + value + "\"")
        || series.contains("," + label + "=\"" + value + "\"");
  }

  private static boolean has(String series, String label) {
    return series.contains("{" + label + "=\"") || series.contains("," + label + "=\"");
  }
}
