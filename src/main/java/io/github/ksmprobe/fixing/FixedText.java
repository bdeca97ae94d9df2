package io.github.ksmprobe.fixing;

import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.repair.FieldChange;
import io.github.ksmprobe.repair.PodPlace;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import io.github.ksmprobe.yaml.YamlEditor;
import io.github.ksmprobe.yaml.YamlPlace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a manifest with changes in it. It is read again before it is handed out: each object
 * must be what was promised, and no other may have changed.
 */
final class FixedText {

  private FixedText() {}

  /** Empty where the text is not the one that was judged, or cannot be changed at these places. */
  static Optional<String> of(String text, List<PodRepair> repairs) {
    Map<Integer, Pod> expected = new HashMap<>();
    read(text).forEach(one -> expected.put(one.origin().number(), one.pod()));
    YamlEditor editor = new YamlEditor(text);
    List<YamlPlace> objects = objects(editor);
    for (PodRepair repair : repairs) {
      int number = repair.workload().origin().number();
      if (!repair.workload().pod().equals(expected.get(number)) || number > objects.size()) {
        return Optional.empty();
      }
      YamlPlace object = objects.get(number - 1);
      expected.put(number, repair.repaired());
      change(editor, object, repair);
    }
    return editor.edited().filter(edited -> pods(edited).equals(expected));
  }

  private static Map<Integer, Pod> pods(String text) {
    Map<Integer, Pod> pods = new HashMap<>();
    read(text).forEach(one -> pods.put(one.origin().number(), one.pod()));
    return pods;
  }

  private static List<Workload> read(String text) {
    ManifestRead read =
        ManifestReader.read("", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return read.workloads();
  }

  /** Numbered as they are read: a document counts as one, a List as many as it has items. */
  private static List<YamlPlace> objects(YamlEditor editor) {
    List<YamlPlace> objects = new ArrayList<>();
    for (YamlPlace document : editor.documents()) {
      List<YamlPlace> items = document.get("items").map(YamlPlace::items).orElse(List.of());
      boolean list = document.get("kind").filter(kind -> kind.text().endsWith("List")).isPresent();
      objects.addAll(list && !items.isEmpty() ? items : List.of(document));
    }
    return objects;
  }

  private static void change(YamlEditor editor, YamlPlace object, PodRepair repair) {
    Optional<YamlPlace> spec = object.get(PodPlace.of(repair.workload()).spec());
    for (FieldChange change : repair.changes()) {
      spec.flatMap(at -> container(at, change.container()))
          .ifPresent(container -> change(editor, container, change, repair.changes()));
    }
  }

  private static Optional<YamlPlace> container(YamlPlace spec, String name) {
    return List.of("containers", "initContainers").stream()
        .flatMap(list -> spec.get(list).stream())
        .flatMap(list -> list.items().stream())
        .filter(container -> container.get("name").filter(at -> at.text().equals(name)).isPresent())
        .findFirst();
  }

  private static void change(
      YamlEditor editor, YamlPlace container, FieldChange change, List<FieldChange> all) {
    List<String> field = change.field();
    String key = field.getLast();
    Optional<YamlPlace> parent = container.get(field.subList(0, field.size() - 1));
    if (parent.isEmpty()) {
      return;
    }
    if (change.from().orElse(null) instanceof List<?> from) {
      editor.items(parent.get(), key, texts(from), texts(change.to().orElse(List.of())));
    } else if (change.from().isPresent() && field.size() == 2) {
      all.stream()
          .filter(one -> one.container().equals(change.container()) && isBeside(one, change))
          .forEach(one -> editor.replace(parent.get(), key, one.field().getLast(), values(one)));
    } else if (change.from().isEmpty() && change.to().orElse(null) instanceof Map) {
      return;
    } else if (change.to().isPresent()) {
      editor.set(parent.get(), key, change.to().get());
    } else {
      editor.remove(parent.get(), key);
    }
  }

  /** What comes in place of a probe's handler. */
  private static boolean isBeside(FieldChange one, FieldChange gone) {
    return one.field().size() == 2
        && one.field().getFirst().equals(gone.field().getFirst())
        && one.to().isPresent();
  }

  private static Map<String, Object> values(FieldChange change) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (change.to().orElse(null) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> values.put(key.toString(), value));
    }
    return values;
  }

  private static List<String> texts(Object list) {
    return list instanceof List<?> items
        ? items.stream().map(Object::toString).toList()
        : List.of();
  }
}
