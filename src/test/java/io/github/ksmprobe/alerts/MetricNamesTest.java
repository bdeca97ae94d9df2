package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule on a metric that does not exist is silent forever: no rule asks for one. */
class MetricNamesTest {

  private static final Pattern QUERY = Pattern.compile("ksm_probe_[a-z_]+");

  static Stream<Map<String, Object>> rules() {
    return Alert.rules(YamlFile.read(Alert.RULES)).stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rules_use_names_that_exist(Map<String, Object> rule) {
    Set<String> used = new TreeSet<>(MetricNames.in(YamlFile.text(rule, "expr")));
    if (rule.containsKey("annotations")) {
      Matcher query = QUERY.matcher(rule.get("annotations") + "");
      while (query.find()) {
        used.add(query.group());
      }
    }
    used.removeAll(MetricNames.exported());
    used.removeAll(MetricNames.ALLOWED.keySet());
    rules().filter(one -> one.containsKey("record")).forEach(one -> used.remove(one.get("record")));

    assertEquals(Set.of(), used);
  }

  @Test
  void the_list_beside_the_registry_holds_nothing_that_is_exported() {
    Set<String> both = new TreeSet<>(MetricNames.exported());
    both.retainAll(MetricNames.ALLOWED.keySet());

    assertEquals(Set.of(), both, "exported by now: take it off the list");
  }

  @Test
  void names_are_found_in_expressions_and_not_in_label_values() {
    String expression =
        "sum(rate(ksm_probe_endpoint_requests_total{path=\"ksm_probe_x\"}[5m])) * up";

    assertEquals(Set.of("ksm_probe_endpoint_requests_total", "up"), MetricNames.in(expression));
    assertTrue(MetricNames.exported().contains("ksm_probe_target_info"));
    assertFalse(MetricNames.exported().contains("ksm_probe_target"));
  }
}
