package io.github.ksmprobe.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.json.JsonText;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the schema of SARIF 2.1.0 requires of the properties that are written here. */
class SarifFormatTest {

  private static final String FILE =
      "src/test/resources/judgement/two_workloads_in_one_list/in.yaml";

  private static Json log(String... files) {
    String[] words = new String[files.length + 3];
    System.arraycopy(new String[] {"check", "-o", "sarif"}, 0, words, 0, 3);
    System.arraycopy(files, 0, words, 3, files.length);
    return new Json(JsonText.read(InProcess.run(words).out()));
  }

  @Test
  void a_log_has_its_version_one_run_and_a_rule_for_each_reason() {
    Json log = log(FILE);
    assertEquals(Set.of("$schema", "version", "runs"), log.object().keySet());
    assertEquals("2.1.0", log.get("version").text());
    Json run = log.get("runs").items().getFirst();
    assertEquals(Set.of("tool", "results"), run.object().keySet());
    Json driver = run.get("tool").get("driver");
    assertEquals(Set.of("name", "informationUri", "rules"), driver.object().keySet());
    assertEquals(Reason.values().length, driver.get("rules").items().size());
    for (Json rule : driver.get("rules").items()) {
      assertEquals(Set.of("id", "shortDescription", "helpUri"), rule.object().keySet());
      assertTrue(rule.get("helpUri").text().endsWith("#" + rule.get("id").text()));
    }
  }

  @Test
  void a_result_names_its_rule_and_the_line_of_its_probe() {
    Json run = log(FILE).get("runs").items().getFirst();
    Json last = run.get("results").items().getLast();
    assertEquals("wrong_port", last.get("ruleId").text());
    assertEquals("error", last.get("level").text());
    assertTrue(last.get("message").text().isEmpty(), "a message is an object");
    assertTrue(
        last.get("message").get("text").text().startsWith("DaemonSet monitoring/ksm-b, liveness"));
    Json place = last.get("locations").items().getFirst().get("physicalLocation");
    assertEquals(FILE, place.get("artifactLocation").get("uri").text());
    assertEquals(Map.of("startLine", 25), place.get("region").object());
  }

  @Test
  void what_is_fine_is_no_result() {
    String fine = "src/test/resources/judgement/both_hosts_spelled_as_any/in.yaml";
    assertTrue(log(fine).get("runs").items().getFirst().get("results").items().isEmpty());
  }
}
