package io.github.ksmprobe.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.ksmprobe.alerts.YamlFile;
import io.github.ksmprobe.format.PatchBody;
import io.github.ksmprobe.format.PatchFormat;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An object with a printed patch on it, as the tools apply them. */
final class AppliedPatch {

  private AppliedPatch() {}

  /** As {@code kubectl patch --type=json}. */
  static Map<?, ?> json(Map<String, Object> object, List<PodReport> reports) {
    String patch = new PatchFormat(PatchBody.JSON).render(reports);
    Map<String, Object> copy = YamlFile.parse(YamlText.of(object));
    for (Map<String, Object> operation : YamlFile.maps(parsed(patch))) {
      apply(copy, operation);
    }
    return copy;
  }

  private static void apply(Map<String, Object> root, Map<String, Object> operation) {
    String path = YamlFile.text(operation, "path");
    Map<String, Object> at = root;
    List<String> keys = List.of(path.substring(1).split("/", -1));
    for (int i = 0; i < keys.size() - 1; i++) {
      Object next = YamlFile.value(at, keys.get(i));
      if (next instanceof List) {
        i++;
        next = YamlFile.maps(next).get(Integer.parseInt(keys.get(i)));
      }
      at = YamlFile.map(next);
    }
    String key = keys.getLast();
    switch (YamlFile.text(operation, "op")) {
      case "test" -> assertEquals(YamlFile.value(operation, "value"), at.get(key));
      case "add" -> at.put(key, YamlFile.value(operation, "value"));
      case "remove" -> assertNotNull(at.remove(key), path);
      default -> throw new AssertionError(operation);
    }
  }

  /** As {@code kubectl patch --type=strategic}, and as kustomize. */
  static Map<?, ?> strategic(Map<String, Object> object, List<PodReport> reports) {
    Object patch = parsed(new PatchFormat(PatchBody.STRATEGIC).render(reports));
    return merged(object, YamlFile.map(patch));
  }

  private static @Nullable Object parsed(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, Object> object, Map<String, @Nullable Object> patch) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(object);
    patch.forEach(
        (key, value) -> {
          if (value == null) {
            merged.remove(key);
          } else {
            merged.put(key, merged(key, object.get(key), value));
          }
        });
    return merged;
  }

  private static @Nullable Object merged(String key, @Nullable Object was, Object patch) {
    if (was instanceof Map && patch instanceof Map) {
      return merged(YamlFile.map(was), YamlFile.map(patch));
    }
    return key.endsWith("ontainers") ? byName(YamlFile.maps(was), YamlFile.maps(patch)) : patch;
  }

  private static List<Map<String, @Nullable Object>> byName(
      List<Map<String, Object>> was, List<Map<String, Object>> patches) {
    List<Map<String, @Nullable Object>> merged = new ArrayList<>();
    for (Map<String, Object> one : was) {
      merged.add(
          patches.stream()
              .filter(patch -> YamlFile.text(patch, "name").equals(YamlFile.text(one, "name")))
              .findFirst()
              .map(patch -> merged(one, YamlFile.map(patch)))
              .orElseGet(() -> new LinkedHashMap<>(one)));
    }
    return merged;
  }
}
