package io.github.ksmprobe.format;

import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.repair.ChartRepair;
import io.github.ksmprobe.repair.FieldChange;
import io.github.ksmprobe.repair.PodPlace;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Workload;
import io.github.ksmprobe.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The changes of one object, in a form that some tool applies. */
public enum PatchBody {
  /** For {@code kubectl patch}, and for kustomize. */
  STRATEGIC,
  /** RFC 6902, for both of them as well. */
  JSON,
  /** For {@code helm upgrade --values}. */
  VALUES;

  /** The text; empty where nothing can be changed so. */
  String of(PodRepair repair) {
    return switch (this) {
      case STRATEGIC -> repair.changes().isEmpty() ? "" : YamlText.of(strategic(repair));
      case JSON -> repair.changes().isEmpty() ? "" : operations(repair);
      case VALUES -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        ChartRepair.of(repair)
            .values()
            .forEach((value, to) -> put(values, List.of(value.key().split("\\.", -1)), to));
        yield values.isEmpty() ? "" : YamlText.of(values);
      }
    };
  }

  private static Map<String, @Nullable Object> strategic(PodRepair repair) {
    Workload workload = repair.workload();
    PodPlace place = PodPlace.of(workload);
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("apiVersion", place.apiVersion());
    root.put("kind", workload.kind());
    put(root, List.of("metadata", "name"), workload.name());
    if (!workload.namespace().isEmpty()) {
      put(root, List.of("metadata", "namespace"), workload.namespace());
    }
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    for (String list : List.of("containers", "initContainers")) {
      List<Map<String, @Nullable Object>> containers = new ArrayList<>();
      for (String name : changed(repair)) {
        if (list(workload, name).equals(list)) {
          containers.add(container(repair, name));
        }
      }
      if (!containers.isEmpty()) {
        spec.put(list, containers);
      }
    }
    put(root, place.spec(), spec);
    return root;
  }

  private static Map<String, @Nullable Object> container(PodRepair repair, String name) {
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("name", name);
    repair.changes().stream()
        .filter(change -> change.container().equals(name))
        .forEach(change -> put(container, change.field(), change.to().orElse(null)));
    return container;
  }

  private static Set<String> changed(PodRepair repair) {
    Set<String> names = new LinkedHashSet<>();
    repair.changes().forEach(change -> names.add(change.container()));
    return names;
  }

  private static String list(Workload workload, String container) {
    return workload.pod().initContainers().containsKey(container) ? "initContainers" : "containers";
  }

  private static String operations(PodRepair repair) {
    StringBuilder text = new StringBuilder();
    for (String name : changed(repair)) {
      // Places in a list may have changed since; the name says that this is still the one.
      String container = pointer(repair.workload(), name);
      operation(text, "test", container + "/name", name);
      for (FieldChange change : repair.changes()) {
        if (change.container().equals(name)) {
          String path = container + "/" + String.join("/", change.field());
          operation(text, change.to().isEmpty() ? "remove" : "add", path, change.to().orElse(null));
        }
      }
    }
    return text.toString();
  }

  private static void operation(
      StringBuilder text, String op, String path, @Nullable Object value) {
    Map<String, @Nullable Object> operation = new LinkedHashMap<>();
    operation.put("op", op);
    operation.put("path", path);
    if (value != null) {
      operation.put("value", value);
    }
    // JSON in a line is YAML too, and keeps every text a text.
    text.append("- ").append(JsonText.line(operation)).append('\n');
  }

  private static String pointer(Workload workload, String name) {
    List<String> names = workload.pod().containers().stream().map(Container::name).toList();
    Integer init = workload.pod().initContainers().get(name);
    return "/"
        + String.join("/", PodPlace.of(workload).spec())
        + (init == null ? "/containers/" + names.indexOf(name) : "/initContainers/" + init);
  }

  @SuppressWarnings("unchecked") // What stands at a key on the way was put there here.
  private static void put(
      Map<String, @Nullable Object> root, List<String> keys, @Nullable Object value) {
    Map<String, @Nullable Object> at = root;
    for (String key : keys.subList(0, keys.size() - 1)) {
      at =
          (Map<String, @Nullable Object>)
              at.computeIfAbsent(key, _ -> new LinkedHashMap<String, @Nullable Object>());
    }
    at.put(keys.getLast(), value);
  }
}
