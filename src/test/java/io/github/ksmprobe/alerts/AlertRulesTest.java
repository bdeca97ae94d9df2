package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.dashboards.Dashboard;
import io.github.ksmprobe.diagnosis.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are what Prometheus takes, and the unit tests leave no alert out. */
class AlertRulesTest {

  private static final Path TESTS = Path.of("alerts/tests");

  private static final Pattern QUERY =
      Pattern.compile("query \\(?(?:printf )?\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern VARIABLE = Pattern.compile("[?&]var-(\\w+)=");

  static Stream<Path> testFiles() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.sorted().toList().stream();
    }
  }

  static Stream<Alert> alerts() {
    return Alert.all().stream();
  }

  static Stream<Reason> mismatches() {
    return Stream.of(Reason.values()).filter(reason -> reason.kind() == Reason.Kind.MISMATCH);
  }

  @Test
  void prometheus_takes_the_rules() {
    PrometheusTool.Outcome checked =
        PrometheusTool.named("promtool")
            .run("check", "rules", "--lint-fatal", Alert.RULES.toString());

    assertEquals(0, checked.exitCode(), checked.text());
  }

  // The tests have 0 and 1 of a set of exclusive series; by default a scrape has only what is 1.
  // Each
  // file speaks of one alert, so nothing else is evaluated: that takes a tenth of the time.
  @ParameterizedTest
  @MethodSource("testFiles")
  void unit_tests_pass_with_and_without_the_series_that_are_zero(Path file, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), Alert.alone(name(file)));
    String whole = text(file).replaceAll("(?m)^- \\.\\./.*", "- rules.yaml");
    String sparse = WithoutZeros.in(whole);
    List<String> command = new ArrayList<>(List.of("test", "rules"));
    for (String tests : new LinkedHashSet<>(List.of(whole, sparse))) {
      command.add(Files.writeString(folder.resolve(command.size() + ".yaml"), tests).toString());
    }
    PrometheusTool.Outcome tested =
        PrometheusTool.named("promtool").run(command.toArray(String[]::new));

    assertEquals(0, tested.exitCode(), tested.text());
    assertFalse(Pattern.compile("mismatch\\{.*\\n +values: '?0").matcher(sparse).find(), sparse);
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".test.yaml", "");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  // promtool takes a misspelt alertname for one that never fires.
  @ParameterizedTest
  @MethodSource("testFiles")
  void unit_tests_name_only_alerts_that_exist(Path file) {
    Set<String> known = alerts().map(Alert::name).collect(Collectors.toSet());

    for (Map<String, Object> check : checks(file)) {
      assertTrue(known.contains(YamlFile.text(check, "alertname")), check.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void every_alert_is_seen_firing_silent_before_and_silent_for_its_neighbours(Alert alert) {
    Path file = TESTS.resolve(alert.name() + ".test.yaml");
    List<Map<String, Object>> tests = YamlFile.maps(YamlFile.read(file).get("tests"));

    assertTrue(named(tests, "fires after " + alert.holds() + ".*|fires 2m after.*"), "fires");
    assertTrue(named(tests, ".*replace(ment of the pod|d).*"), "replacement");
    assertTrue(named(tests, ".*resolves.*"), "resolves");
    assertTrue(named(tests, "is silent .*"), "neighbour");
    for (Map<String, Object> test : tests) {
      boolean silent = YamlFile.text(test, "name").startsWith("is silent");
      assertEquals(silent, checks(test).stream().noneMatch(AlertRulesTest::fires), test.toString());
      assertTrue(
          checks(test).stream()
              .allMatch(check -> YamlFile.text(check, "alertname").equals(alert.name())),
          test.toString());
    }
    assertTrue(
        tests.stream()
            .filter(test -> YamlFile.text(test, "name").startsWith("fires"))
            .allMatch(test -> checks(test).stream().anyMatch(check -> !fires(check))),
        "each firing case must look one step before, too");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void every_alert_says_what_it_is_and_where_to_go_on(Alert alert) {
    assertTrue(alert.name().startsWith("KubeStateMetrics"), "sorts beside the upstream alerts");
    assertTrue(Set.of("critical", "warning", "info").contains(alert.severity()), alert.severity());
    assertFalse(alert.annotation("summary").contains("{{"), "a summary is static");
    assertTrue(alert.annotation("summary").endsWith("."), "a summary is a sentence");
    assertTrue(alert.annotation("description").length() > 100, "a description says what to do");
    assertTrue(alert.annotation("runbook_url").endsWith("/" + alert.name() + ".md"), "runbook");
    assertFalse(alert.expr().contains("topk"), "topk flaps");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void every_alert_leads_to_a_dashboard_that_has_these_variables(Alert alert) {
    String path = alert.annotation("dashboard");
    Dashboard dashboard =
        Dashboard.all().stream()
            .filter(one -> path.startsWith("/d/" + one.json().path("uid").asString() + "?"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(path));
    Set<String> variables =
        dashboard.variables().stream()
            .map(variable -> variable.path("name").asString())
            .collect(Collectors.toSet());

    assertTrue(
        variables.containsAll(VARIABLE.matcher(path).results().map(one -> one.group(1)).toList()),
        path);
  }

  // What does not fit on a telephone is the runbook's.
  @ParameterizedTest
  @MethodSource("testFiles")
  void a_description_is_short(Path file) {
    for (Map<String, Object> check : checks(file)) {
      for (Map<String, Object> alert : YamlFile.maps(check.get("exp_alerts"))) {
        String text = YamlFile.text(YamlFile.map(alert.get("exp_annotations")), "description");
        assertTrue(text.length() <= 400, text.length() + ": " + text);
        assertFalse(text.contains("  "), text);
      }
    }
  }

  @Test
  void the_page_on_alerts_names_each_with_its_severity_and_its_wait() throws IOException {
    List<String> rows =
        Files.readString(Path.of("docs/alerts.md"))
            .lines()
            .filter(line -> line.startsWith("| [KubeStateMetrics"))
            .map(
                line ->
                    line.replaceAll(
                        "\\| \\[(\\w+)]\\([^)]*\\) \\| (\\w+) \\| .*?(\\w+) \\|.*", "$1 $2 $3"))
            .sorted()
            .toList();

    assertEquals(
        alerts()
            .map(alert -> alert.name() + " " + alert.severity() + " " + alert.holds())
            .sorted()
            .toList(),
        rows);
  }

  // At the moment of firing a scrape may be missing; then the words would name nobody, or a cause
  // that is none. A counter keeps what it has counted.
  @ParameterizedTest
  @MethodSource("alerts")
  void a_description_looks_back_where_its_expression_does(Alert alert) {
    List<String> atThatMoment =
        QUERY
            .matcher(alert.annotation("description"))
            .results()
            .map(query -> query.group(1))
            .filter(query -> !query.contains("[") && !query.contains("_total"))
            .toList();

    assertTrue(
        atThatMoment.isEmpty() || !alert.expr().contains("["),
        () -> String.join("\n", atThatMoment));
  }

  // What only discards has its words in the other alert.
  @ParameterizedTest
  @MethodSource("mismatches")
  void the_mismatch_alert_has_the_words_of_every_reason(Reason reason) {
    Alert mismatch =
        alerts().filter(a -> a.name().equals("KubeStateMetricsProbeMismatch")).findFirst().get();
    String words = "eq $labels.reason \"" + reason.label() + "\" }}" + reason.meaning();

    assertTrue(mismatch.annotation("description").contains(words), words);
  }

  private static boolean named(List<Map<String, Object>> tests, String pattern) {
    return tests.stream().anyMatch(test -> YamlFile.text(test, "name").matches(pattern));
  }

  private static List<Map<String, Object>> checks(Path file) {
    return YamlFile.maps(YamlFile.read(file).get("tests")).stream()
        .flatMap(test -> checks(test).stream())
        .toList();
  }

  private static List<Map<String, Object>> checks(Map<String, Object> test) {
    return YamlFile.maps(test.get("alert_rule_test"));
  }

  private static boolean fires(Map<String, Object> check) {
    return !YamlFile.maps(check.get("exp_alerts")).isEmpty();
  }
}
