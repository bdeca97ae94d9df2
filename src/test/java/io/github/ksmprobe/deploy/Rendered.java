package io.github.ksmprobe.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What one overlay, chart or values file comes to.
 *
 * @param name which one
 * @param yaml as it was printed
 */
record Rendered(String name, String yaml) {

  /** Its objects as plain maps. */
  List<Map<String, Object>> objects() {
    List<Map<String, Object>> objects = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(200).build();
    for (Object document : new Load(settings).loadAllFromString(yaml)) {
      if (document instanceof Map<?, ?> map) {
        objects.add(asObject(map));
      }
    }
    return objects;
  }

  /** Those of one kind, as Kubernetes' own type, which must know each of their fields. */
  <T> List<T> all(Class<T> type) {
    return objects().stream()
        .filter(object -> StrictModel.typeOf(object).equals(type))
        .map(StrictModel::read)
        .map(type::cast)
        .toList();
  }

  /** The only one of a kind with this name. */
  <T> T one(Class<T> type) {
    List<T> all = all(type);
    if (all.size() != 1) {
      throw new AssertionError(name + " has " + all.size() + " of " + type.getSimpleName());
    }
    return all.getFirst();
  }

  @SuppressWarnings("unchecked") // YAML of a Kubernetes object has strings for keys.
  private static Map<String, Object> asObject(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  @Override
  public String toString() {
    return name;
  }
}
