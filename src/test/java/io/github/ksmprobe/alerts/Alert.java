package io.github.ksmprobe.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One alerting rule as it stands in the file.
 *
 * @param name of the alert
 * @param expr in PromQL
 * @param holds how long it must hold before it fires, as written
 * @param severity critical, warning or info
 * @param annotations templates by name
 */
public record Alert(
    String name, String expr, String holds, String severity, Map<String, Object> annotations) {

  /** The plain rule file. */
  public static final Path RULES = Path.of("alerts/ksm-probe-exporter.rules.yaml");

  /** All alerting rules, in the order of the file. */
  public static List<Alert> all() {
    return rules(YamlFile.read(RULES)).stream()
        .filter(rule -> rule.containsKey("alert"))
        .map(Alert::of)
        .toList();
  }

  /** A rule file with that alert and no other rule; the whole file where there is no such alert. */
  static String alone(String name) throws IOException {
    String rules = Files.readString(RULES);
    Matcher alert =
        Pattern.compile("(?ms)^ +- alert: " + name + "\n.*?(?=^ +- (?:alert|record|name): |\\z)")
            .matcher(rules);
    return alert.find() ? "groups:\n  - name: one\n    rules:\n" + alert.group() : rules;
  }

  /** All rules of a rule file, recording and alerting ones. */
  static List<Map<String, Object>> rules(Map<String, Object> file) {
    return YamlFile.maps(file.get("groups")).stream()
        .flatMap(group -> YamlFile.maps(group.get("rules")).stream())
        .toList();
  }

  private static Alert of(Map<String, Object> rule) {
    return new Alert(
        YamlFile.text(rule, "alert"),
        YamlFile.text(rule, "expr"),
        YamlFile.text(rule, "for"),
        YamlFile.text(YamlFile.map(rule.get("labels")), "severity"),
        YamlFile.map(rule.get("annotations")));
  }

  String annotation(String key) {
    return YamlFile.text(annotations, key);
  }

  /** The name as a test's name. */
  @Override
  public String toString() {
    return name;
  }
}
