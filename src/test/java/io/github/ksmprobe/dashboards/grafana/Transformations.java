package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What becomes of tables between the query and the panel. */
final class Transformations {

  private Transformations() {}

  static List<Frame> applied(JsonNode panel, List<Frame> frames) {
    List<Frame> now = frames;
    for (JsonNode one : panel.path("transformations")) {
      JsonNode options = one.path("options");
      List<Frame> before = now;
      now =
          switch (one.path("id").asString()) {
            case "merge" -> merged(before);
            case "organize" -> before.stream().map(frame -> organized(frame, options)).toList();
            default -> throw new IllegalStateException("unknown to this test: " + one.path("id"));
          };
    }
    return now;
  }

  // Rows that agree in the columns that all tables have become one, unless they contradict.
  private static List<Frame> merged(List<Frame> frames) {
    if (frames.size() < 2) {
      return frames;
    }
    Map<String, Field> columns = new LinkedHashMap<>();
    frames.forEach(frame -> frame.fields().forEach(one -> columns.putIfAbsent(one.name(), one)));
    Set<String> shared = new TreeSet<>(columns.keySet());
    frames.forEach(
        frame ->
            shared.retainAll(frame.fields().stream().map(Field::name).collect(Collectors.toSet())));
    Map<String, List<Map<String, Object>>> byKey = new HashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Frame frame : frames) {
      for (Map<String, Object> row : frame.rows()) {
        String key = shared.stream().map(row::get).toList().toString();
        List<Map<String, Object>> alike = byKey.computeIfAbsent(key, _ -> new ArrayList<>());
        List<Map<String, Object>> fitting =
            alike.stream().filter(other -> agree(other, row)).toList();
        fitting.forEach(other -> other.putAll(row));
        if (fitting.isEmpty()) {
          Map<String, Object> own = new HashMap<>(row);
          alike.add(own);
          rows.add(own);
        }
      }
    }
    return List.of(new Frame("", List.copyOf(columns.values()), rows));
  }

  private static boolean agree(Map<String, Object> one, Map<String, Object> other) {
    return other.entrySet().stream()
        .allMatch(
            entry -> one.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
  }

  private static Frame organized(Frame frame, JsonNode options) {
    List<Field> fields =
        frame.fields().stream()
            .filter(one -> !options.path("excludeByName").path(one.title()).asBoolean(false))
            .sorted(
                Comparator.comparingInt(
                    one -> options.path("indexByName").path(one.title()).asInt(Integer.MAX_VALUE)))
            .map(
                one ->
                    one.titled(
                        options.path("renameByName").path(one.title()).asString(one.title())))
            .toList();
    return new Frame(frame.query(), fields, frame.rows());
  }
}
