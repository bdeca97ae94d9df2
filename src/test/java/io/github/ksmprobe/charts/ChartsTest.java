package io.github.ksmprobe.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest {

  @ParameterizedTest
  @CsvSource({
    "kube-prometheus-stack-66.0.0, kube-prometheus-stack, 66.0.0",
    "kube-state-metrics-5.26.0, kube-state-metrics, 5.26.0",
    "prometheus-25.30.0, prometheus, 25.30.0",
    "prometheus-community/prometheus-25.30.0, prometheus, 25.30.0",
    "kube-state-metrics-v5.26.0, kube-state-metrics, 5.26.0"
  })
  void a_name_and_a_version_are_told_apart(String text, String name, String version) {
    ChartRelease release = ChartRelease.parse(text).orElseThrow();
    assertEquals(name, release.name());
    assertEquals(version, release.version().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kube-state-metrics",
        "5.26.0",
        "-5.26.0",
        "kube-state-metrics-5.26",
        "kube-state-metrics-5.26.0.1",
        "kube-state-metrics 5.26.0",
        "kube-state-metrics-5.26.0-rc.1",
        "kube-state-metrics-999999.0.0"
      })
  void anything_else_is_refused(String text) {
    assertEquals(Optional.empty(), ChartRelease.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    // One chart, asked for by its version.
    "kube-prometheus-stack-82.4.1, 7.2.0, 7.2.0",
    "prometheus-25.25.0, 5.25.1, 5.25.1",
    "prometheus-29.27.0, 8.4.0, 8.4.0",
    // Any patch of a minor release.
    "kube-prometheus-stack-61.4.0, 5.24.*, 5.24.*",
    "kube-prometheus-stack-65.1.1, 5.25.*, 5.25.*",
    "kube-prometheus-stack-65.2.0, 5.26.*, 5.26.0",
    "kube-prometheus-stack-66.0.0, 5.26.*, 5.26.0",
    "kube-prometheus-stack-66.1.0, 5.27.*, 5.27.*",
    "kube-prometheus-stack-67.6.0, 5.28.*, 5.28.0 to 5.28.1",
    // Patches that an era or an image parts.
    "kube-prometheus-stack-54.0.0, 5.15.*, 5.15.0 to 5.15.1 | 5.15.2 to 5.15.3",
    "kube-prometheus-stack-55.8.0, 5.16.*, 5.16.0 to 5.16.3 | 5.16.4 or later 5.16",
    "kube-prometheus-stack-57.1.1, 5.16.*, 5.16.0 to 5.16.3 | 5.16.4 or later 5.16",
    "kube-prometheus-stack-70.10.0, 5.33.*, 5.33.0 to 5.33.1 | 5.33.2 or later 5.33",
    "prometheus-15.0.0, 4.0.*, 4.0.0 | 4.0.1 | 4.0.2 or later 4.0",
    // The chart itself.
    "kube-state-metrics-5.16.3, 5.16.3, 5.16.3",
    "kube-state-metrics-5.16.4, 5.16.4, 5.16.4"
  })
  void a_release_brings_these(String asked, String brings, String spans) {
    var known = assertInstanceOf(ChartMatch.Known.class, of(asked));
    assertEquals(brings, known.brings().toString());
    assertEquals(
        spans, known.spans().stream().map(ChartSpan::toString).collect(Collectors.joining(" | ")));
  }

  @Test
  void a_chart_newer_than_the_table_is_assumed_to_be_the_newest_and_says_so() {
    for (String asked :
        List.of("kube-state-metrics-8.4.1", "kube-prometheus-stack-88.5.4", "prometheus-30.0.0")) {
      var newer = assertInstanceOf(ChartMatch.Newer.class, of(asked));
      assertEquals("8.4.0", newer.assumed().toString());
      assertEquals("v2.20.0", newer.assumed().image().toString());
    }
  }

  @Test
  void older_charts_are_not_judged() {
    assertInstanceOf(ChartMatch.Older.class, of("kube-state-metrics-3.5.2"));
    assertInstanceOf(ChartMatch.Older.class, of("kube-prometheus-stack-9.3.3"));
    assertInstanceOf(ChartMatch.BringsOlder.class, of("kube-prometheus-stack-21.0.5"));
    assertInstanceOf(ChartMatch.BringsOlder.class, of("prometheus-13.2.0"));
    assertInstanceOf(ChartMatch.Known.class, of("kube-prometheus-stack-22.0.0"));
  }

  @Test
  void a_version_between_two_releases_is_none() {
    var between = assertInstanceOf(ChartMatch.Unreleased.class, of("kube-prometheus-stack-67.5.9"));
    assertEquals("67.5.0", between.before().toString());
    assertEquals("67.6.0", between.after().toString());
    assertInstanceOf(ChartMatch.Unreleased.class, of("kube-state-metrics-5.28.2"));
  }

  @Test
  void other_charts_are_unknown() {
    assertInstanceOf(ChartMatch.UnknownChart.class, of("grafana-8.0.0"));
    assertEquals(
        List.of("kube-state-metrics", "kube-prometheus-stack", "prometheus"), Charts.names());
  }

  @Test
  void ranges_of_an_umbrella_follow_one_another_and_bring_ever_newer_charts() {
    for (List<Umbrella> releases : Umbrellas.all()) {
      for (int i = 1; i < releases.size(); i++) {
        Umbrella before = releases.get(i - 1);
        Umbrella after = releases.get(i);
        assertTrue(before.last().isBefore(after.first()), after.toString());
        // prometheus 13.2.0 went back once, before the oldest chart that is judged here.
        assertTrue(
            !after.brings().lowest().isBefore(before.brings().lowest())
                || after.first().toString().equals("13.2.0"),
            after.toString());
      }
    }
  }

  @Test
  void every_chart_that_an_umbrella_brings_is_in_the_table_or_older_than_it() {
    for (List<Umbrella> releases : Umbrellas.all()) {
      for (Umbrella umbrella : releases) {
        boolean older = umbrella.brings().highest().isBefore(Eras.oldest());
        assertEquals(older, ChartSpan.of(umbrella.brings()).isEmpty(), umbrella.toString());
        assertFalse(Eras.newest().isBefore(umbrella.brings().lowest()), umbrella.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5.27.0, '5.27.0 (kube-prometheus-stack 66.1.0, prometheus 25.30.0)'",
    // 5.16.* may be 5.16.0, so only the next minor release is sure.
    "5.16.4, '5.16.4 (kube-prometheus-stack 57.2.0, prometheus 25.17.0)'",
    "6.3.0, '6.3.0 (kube-prometheus-stack 77.4.0, prometheus 27.34.0)'",
    "8.5.0, 8.5.0"
  })
  void the_first_umbrella_with_a_chart_is_the_one_that_surely_brings_it(
      String chart, String words) {
    assertEquals(words, Umbrellas.since(ChartVersion.of(chart)));
  }

  private static ChartMatch of(String text) {
    return Charts.of(ChartRelease.parse(text).orElseThrow());
  }
}
