package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.Dashboard;
import io.github.ksmprobe.dashboards.worlds.ObservedWorld;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A dashboard as somebody opens it.
 *
 * @param dashboard that is opened
 * @param from the left edge
 * @param to the right edge, which is now
 * @param scrapeInterval as the data source is told
 * @param chosen what is picked, by variable; a variable that is not in it stands at All
 */
public record View(
    Dashboard dashboard,
    Instant from,
    Instant to,
    Duration scrapeInterval,
    Map<String, List<String>> chosen) {

  private static final Pattern AGO = Pattern.compile("now-(\\d+[smhd])");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:([a-zA-Z_]\\w*)|\\{(\\w+)})");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), *(\\w+)\\)");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$*+?.()|\\[\\]{}]");

  /** With the dashboard's own time range and every variable at All. */
  public static View of(Dashboard dashboard, ObservedWorld world) {
    Matcher from = AGO.matcher(dashboard.json().path("time").path("from").asString());
    if (!from.matches()) {
      throw new IllegalStateException(dashboard + " begins at " + from);
    }
    return new View(
        dashboard,
        world.now().minus(duration(from.group(1))),
        world.now(),
        world.interval(),
        Map.of());
  }

  /** The same, where only these are picked. */
  public View choosing(String variable, String... values) {
    Map<String, List<String>> more = new HashMap<>(chosen);
    more.put(variable, List.of(values));
    return new View(dashboard, from, to, scrapeInterval, more);
  }

  /** What can be picked, in the order of the alphabet. */
  public Set<String> offered(JsonNode variable, PrometheusApi prometheus) {
    Matcher query = LABEL_VALUES.matcher(variable.path("query").path("query").asString());
    if (!query.matches()) {
      throw new IllegalStateException("no label_values: " + variable);
    }
    String selector = interpolated(query.group(1), scrapeInterval);
    return prometheus.series(selector, from, to).stream()
        .map(labels -> labels.getOrDefault(query.group(2), ""))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Duration range() {
    return Duration.between(from, to);
  }

  /** A query as it is sent, for a graph with that step. */
  String interpolated(String expression, Duration step) {
    long seconds = step.toSeconds();
    Map<String, String> builtIn =
        Map.of(
            "__range", range().toSeconds() + "s",
            "__range_s", String.valueOf(range().toSeconds()),
            "__interval", seconds + "s",
            "__interval_ms", String.valueOf(step.toMillis()),
            "__rate_interval",
                Math.max(seconds + scrapeInterval.toSeconds(), 4 * scrapeInterval.toSeconds())
                    + "s");
    return VARIABLE
        .matcher(expression)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              String value = builtIn.get(name);
              return Matcher.quoteReplacement(value == null ? value(name) : value);
            });
  }

  private String value(String name) {
    JsonNode variable =
        dashboard.variables().stream()
            .filter(one -> one.path("name").asString().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(dashboard + " has no variable " + name));
    List<String> picked = chosen.getOrDefault(name, List.of());
    if (picked.isEmpty()) {
      return variable.path("allValue").asString();
    }
    List<String> escaped =
        picked.stream().map(one -> SPECIAL.matcher(one).replaceAll("\\\\\\\\$0")).toList();
    return escaped.size() == 1 ? escaped.getFirst() : "(" + String.join("|", escaped) + ")";
  }

  static Duration duration(String written) {
    String unit = written.substring(written.length() - 1).toUpperCase(java.util.Locale.ROOT);
    return Duration.parse(
        (unit.equals("D") ? "P" : "PT") + written.toUpperCase(java.util.Locale.ROOT));
  }
}
