package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alertmanager takes the configuration, sends each alert where it belongs, and says enough. */
class AlertmanagerTest {

  private static final Path FOLDER = Path.of("alerts/alertmanager");
  private static final Path CONFIG = FOLDER.resolve("alertmanager.yaml");
  private static final Path OBJECT = FOLDER.resolve("alertmanagerconfig.yaml");
  private static final String DATA =
      """
      {"receiver": "ksm-chat", "status": "STATUS", "externalURL": "http://alertmanager.example.org",
       "groupLabels": {"alertname": "KubeStateMetricsProbeMismatch"},
       "commonLabels": {"alertname": "KubeStateMetricsProbeMismatch", "severity": "warning", "namespace": "monitoring"},
       "commonAnnotations": {"summary": "A probe cannot succeed.", "runbook_url": "https://runbooks.example.org/x.md"},
       "alerts": [{"status": "STATUS", "labels": {"reason": "wrong_port"},
         "annotations": {"description": "It asks <here>, not there.", "runbook_url": "https://runbooks.example.org/x.md",
           "dashboard": "/d/ksm-probes?var-namespace=m&var-pod=a"}}]}
      """;

  static Stream<Alert> alerts() {
    return Alert.all().stream();
  }

  @Test
  void alertmanager_takes_the_configuration() {
    PrometheusTool.Outcome checked =
        PrometheusTool.named("amtool").run("check-config", CONFIG.toString());

    assertEquals(0, checked.exitCode(), checked.text());
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void every_alert_reaches_the_receivers_of_its_severity(Alert alert) {
    String receivers =
        switch (alert.severity()) {
          case "critical" -> "ksm-pager,ksm-chat";
          case "warning" -> "ksm-ticket,ksm-chat";
          default -> "ksm-mail";
        };
    PrometheusTool.Outcome routed =
        PrometheusTool.named("amtool")
            .run(
                "config",
                "routes",
                "test",
                "--config.file=" + CONFIG,
                "--verify.receivers=" + receivers,
                "alertname=" + alert.name(),
                "severity=" + alert.severity(),
                "namespace=monitoring");

    assertEquals(0, routed.exitCode(), routed.text());
  }

  @Test
  void the_object_for_the_operator_says_the_same() {
    Map<String, Object> plain = YamlFile.read(CONFIG);
    AlertmanagerObject object =
        new AlertmanagerObject(YamlFile.map(YamlFile.read(OBJECT).get("spec")));

    assertEquals(
        YamlFile.maps(YamlFile.map(plain.get("route")).get("routes")), List.of(object.route()));
    assertEquals(plain.get("inhibit_rules"), object.inhibitRules());
    assertEquals(
        YamlFile.maps(plain.get("receivers")).stream()
            .filter(receiver -> !YamlFile.text(receiver, "name").equals("nobody"))
            .toList(),
        object.receivers());
  }

  @Test
  void inhibitions_name_alerts_that_exist_and_never_silence_their_own_source() {
    for (Map<String, Object> rule : YamlFile.maps(YamlFile.read(CONFIG).get("inhibit_rules"))) {
      List<String> sources = names(rule, "source_matchers");
      List<String> targets = names(rule, "target_matchers");

      assertTrue(!targets.isEmpty(), rule.toString());
      assertTrue(!sources.isEmpty() || rule.toString().contains("KubeAPIDown"), rule.toString());
      assertTrue(sources.stream().noneMatch(targets::contains), rule.toString());
      Pattern literal = Pattern.compile("\"KubeStateMetrics\\(([A-Za-z|]+)\\)\"");
      literal
          .matcher(rule.toString())
          .results()
          .flatMap(list -> Stream.of(list.group(1).split("\\|", -1)))
          .forEach(
              name ->
                  assertTrue(
                      alerts().anyMatch(a -> a.name().equals("KubeStateMetrics" + name)), name));
    }
  }

  @Test
  void a_message_names_state_finding_reason_and_runbook(@TempDir Path folder) throws IOException {
    assertEquals(
        "WARNING: A probe cannot succeed. [monitoring]",
        rendered(folder, "ksm.title", "firing", "text"));
    assertEquals(
        "RESOLVED: A probe cannot succeed. [monitoring]",
        rendered(folder, "ksm.title", "resolved", "text"));
    assertEquals(
        """
        It asks <here>, not there.
        Reason: wrong_port
        Runbook: https://runbooks.example.org/x.md
        Dashboard: /d/ksm-probes?var-namespace=m&var-pod=a""",
        rendered(folder, "ksm.text", "firing", "text"));
    assertTrue(rendered(folder, "ksm.text", "resolved", "text").startsWith("Resolved. It asks"));
    assertEquals("good", rendered(folder, "ksm.color", "resolved", "text"));
    assertEquals("warning", rendered(folder, "ksm.color", "firing", "text"));
    String html = rendered(folder, "ksm.html", "firing", "html");
    assertTrue(html.contains("<p>It asks &lt;here&gt;, not there.</p>"), html);
    assertTrue(html.contains("<a href=\"https://runbooks.example.org/x.md\">Runbook</a>"), html);
    // A path leads nowhere from a mail; it is there to be pasted.
    assertTrue(html.contains("<code>/d/ksm-probes?var-namespace=m&amp;var-pod=a</code>"), html);
  }

  private static String rendered(Path folder, String template, String status, String type)
      throws IOException {
    Path data = folder.resolve("data.json");
    Files.writeString(data, DATA.replace("STATUS", status));
    PrometheusTool.Outcome outcome =
        PrometheusTool.named("amtool")
            .run(
                "template",
                "render",
                "--template.glob=" + FOLDER.resolve("*.tmpl"),
                "--template.text={{ template \"" + template + "\" . }}",
                "--template.type=" + type,
                "--template.data=" + data);
    assertEquals(0, outcome.exitCode(), outcome.text());
    return outcome.text().strip();
  }

  /** The alerts of ours that all matchers on alertname let through. */
  private static List<String> names(Map<String, Object> rule, String side) {
    List<String> matchers =
        ((List<?>) YamlFile.value(rule, side)).stream().map(Object::toString).toList();
    return alerts()
        .map(Alert::name)
        .filter(name -> matchers.stream().allMatch(matcher -> matches(matcher, name)))
        .toList();
  }

  private static boolean matches(String matcher, String name) {
    if (!matcher.startsWith("alertname")) {
      return true;
    }
    String value = matcher.replaceAll("^[^\"]*\"|\"$", "");
    return matcher.startsWith("alertname!=") ? !name.equals(value) : name.matches(value);
  }
}
