package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.alerts.YamlFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The linter's exceptions in dashboards/.lint. */
final class Exceptions {

  private static final Map<String, Object> RULES =
      YamlFile.map(YamlFile.read(Path.of("dashboards/.lint")).get("exclusions"));

  private Exceptions() {}

  /** The panels that a rule does not apply to, as {@link Dashboard.Panel} prints them. */
  static Set<String> of(String rule) {
    return YamlFile.maps(YamlFile.map(RULES.get(rule)).get("entries")).stream()
        .map(entry -> YamlFile.text(entry, "dashboard") + ": " + YamlFile.text(entry, "panel"))
        .collect(Collectors.toSet());
  }

  static Map<String, Object> rules() {
    return RULES;
  }
}
