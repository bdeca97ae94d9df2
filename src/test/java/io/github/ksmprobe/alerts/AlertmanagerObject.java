package io.github.ksmprobe.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An AlertmanagerConfig as the configuration that the Prometheus operator makes of it, without the
 * namespace that it adds.
 *
 * @param spec of the object
 */
record AlertmanagerObject(Map<String, Object> spec) {

  Map<String, Object> route() {
    return route(YamlFile.map(spec.get("route")));
  }

  List<Map<String, Object>> inhibitRules() {
    return YamlFile.maps(spec.get("inhibitRules")).stream()
        .<Map<String, Object>>map(
            rule ->
                Map.of(
                    "source_matchers", matchers(YamlFile.value(rule, "sourceMatch")),
                    "target_matchers", matchers(YamlFile.value(rule, "targetMatch")),
                    "equal", YamlFile.value(rule, "equal")))
        .toList();
  }

  List<Map<String, Object>> receivers() {
    return YamlFile.maps(spec.get("receivers")).stream().map(this::receiver).toList();
  }

  private Map<String, Object> route(Map<String, Object> route) {
    Map<String, Object> plain = new LinkedHashMap<>();
    route.forEach(
        (key, value) -> {
          switch (key) {
            case "matchers" -> plain.put(key, matchers(value));
            case "routes" ->
                plain.put(key, YamlFile.maps(value).stream().map(this::route).toList());
            default -> plain.put(snake(key), value);
          }
        });
    return plain;
  }

  private Map<String, Object> receiver(Map<String, Object> receiver) {
    Map<String, Object> plain = new LinkedHashMap<>();
    receiver.forEach(
        (key, value) ->
            plain.put(
                snake(key),
                value instanceof List<?>
                    ? YamlFile.maps(value).stream().map(AlertmanagerObject::settings).toList()
                    : value));
    return plain;
  }

  // A reference to a secret becomes the file that alertmanager.yaml reads it from; the mail server
  // stands in the object itself, and under global there.
  private static Map<String, Object> settings(Map<String, Object> settings) {
    Map<String, Object> plain = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          switch (key) {
            case "apiURL" -> plain.put("api_url_file", secret(value));
            case "routingKey" -> plain.put("routing_key_file", secret(value));
            case "details", "headers" -> {
              Map<String, Object> pairs = new LinkedHashMap<>();
              YamlFile.maps(value)
                  .forEach(
                      pair -> pairs.put(YamlFile.text(pair, "key"), YamlFile.value(pair, "value")));
              plain.put(key, pairs);
            }
            case "from", "smarthost" -> {}
            default -> plain.put(snake(key), value);
          }
        });
    return plain;
  }

  private static String secret(Object reference) {
    return "/etc/alertmanager/secrets/" + YamlFile.text(YamlFile.map(reference), "key");
  }

  private static List<String> matchers(Object value) {
    List<String> matchers = new ArrayList<>();
    for (Map<String, Object> one : YamlFile.maps(value)) {
      matchers.add(
          YamlFile.text(one, "name")
              + YamlFile.text(one, "matchType")
              + '"'
              + YamlFile.text(one, "value")
              + '"');
    }
    return matchers;
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
