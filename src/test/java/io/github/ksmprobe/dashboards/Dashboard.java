package io.github.ksmprobe.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard file.
 *
 * @param file in dashboards/
 * @param json as Grafana imports it
 */
public record Dashboard(Path file, JsonNode json) {

  /** For tests that take each dashboard, or each panel. */
  static final String ALL = "io.github.ksmprobe.dashboards.Dashboard#all";

  static final String PANELS = "io.github.ksmprobe.dashboards.Dashboard#panels";

  private static final Path FOLDER = Path.of("dashboards");

  // What a new user sees: everything, over an hour.
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "$__rate_interval", "1m",
          "$__range", "1h",
          "$__interval", "1m",
          "$cluster", ".*",
          "$namespace", ".+",
          "$pod", ".+",
          "$job", ".+",
          "$instance", ".+");

  /** A panel, and its place for messages. */
  public record Panel(Dashboard dashboard, JsonNode json) {
    public String title() {
      return json.path("title").asString("");
    }

    public String type() {
      return json.path("type").asString("");
    }

    /** Queries of the panel. */
    public List<JsonNode> targets() {
      return json.path("targets").valueStream().toList();
    }

    @Override
    public String toString() {
      return dashboard.title() + ": " + title();
    }
  }

  /** All of them. */
  public static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> new Dashboard(file, JsonMapper.shared().readTree(file)))
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** All panels of all dashboards that ask something. */
  public static Stream<Panel> panels() {
    return all().stream().flatMap(dashboard -> dashboard.asking().stream());
  }

  /** Its panels that ask something. */
  public List<Panel> asking() {
    return json.path("panels")
        .valueStream()
        .map(panel -> new Panel(this, panel))
        .filter(panel -> !panel.type().equals("row") && !panel.type().equals("text"))
        .toList();
  }

  public String title() {
    return json.path("title").asString("");
  }

  /** Variables of the dashboard. */
  public List<JsonNode> variables() {
    return json.path("templating").path("list").valueStream().toList();
  }

  /** The variable of that name. */
  JsonNode variable(String name) {
    return variables().stream()
        .filter(one -> one.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** An expression with what the variables stand for at first. */
  public static String resolved(String expression) {
    String resolved = expression;
    for (var variable : DEFAULTS.entrySet()) {
      resolved = resolved.replace(variable.getKey(), variable.getValue());
    }
    return resolved;
  }

  /** The file's name as a test's name. */
  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
