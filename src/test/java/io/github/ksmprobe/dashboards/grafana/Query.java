package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Dot;
import io.github.ksmprobe.dashboards.grafana.Frame.Field;
import io.github.ksmprobe.dashboards.grafana.Frame.Line;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One query of a panel.
 *
 * @param target as the panel has it
 * @param found what Prometheus answered
 */
record Query(JsonNode target, List<Found> found) {

  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*(.+?)\\s*}}");

  /** Asks all that a panel asks. */
  static List<Query> of(JsonNode panel, View view, PrometheusApi prometheus) {
    return panel
        .path("targets")
        .valueStream()
        .filter(target -> !target.path("hide").asBoolean(false))
        .map(target -> new Query(target, answers(panel, target, view, prometheus)))
        .toList();
  }

  private static List<Found> answers(
      JsonNode panel, JsonNode target, View view, PrometheusApi prometheus) {
    Duration step = step(panel, target, view);
    String expression = view.interpolated(target.path("expr").asString(), step);
    if (target.path("instant").asBoolean(false)) {
      return prometheus.instant(expression, view.to()).stream().sorted(order(expression)).toList();
    }
    return prometheus.range(expression, down(view.from(), step), down(view.to(), step), step);
  }

  // Where the query does not say, Prometheus is free in the order: here the labels decide.
  private static Comparator<Found> order(String expression) {
    Comparator<Found> byValue = Comparator.comparingDouble(one -> one.points().getLast().value());
    Comparator<Found> byLabels = Comparator.comparing(one -> one.labels().toString());
    if (expression.startsWith("sort_desc(")) {
      return byValue.reversed().thenComparing(byLabels);
    }
    return expression.startsWith("sort(") ? byValue.thenComparing(byLabels) : byLabels;
  }

  // A point a pixel at most, and not less than the minimum. Other roundings of Grafana's do not
  // matter up to a range of some hours, where the minimum decides.
  private static Duration step(JsonNode panel, JsonNode target, View view) {
    String minimum = target.path("interval").asString(panel.path("interval").asString(""));
    Duration least = minimum.isEmpty() ? view.scrapeInterval() : View.duration(minimum);
    Duration pixel =
        view.range().dividedBy(panel.path("maxDataPoints").asInt(PanelRoom.width(panel)));
    return pixel.compareTo(least) > 0 ? Duration.ofSeconds(pixel.toSeconds() + 1) : least;
  }

  private static Instant down(Instant moment, Duration step) {
    return Instant.ofEpochSecond(moment.getEpochSecond() / step.toSeconds() * step.toSeconds());
  }

  String name() {
    return target.path("refId").asString();
  }

  boolean isTable() {
    return target.path("format").asString("").equals("table");
  }

  /** Each series by itself. */
  Stream<Line> lines() {
    return found.stream()
        .map(
            one ->
                new Line(
                    name(),
                    legend(one.labels()),
                    one.points().stream()
                        .filter(point -> !Double.isNaN(point.value()))
                        .map(point -> new Dot(point.time(), point.value()))
                        .toList()));
  }

  private String legend(Map<String, String> labels) {
    String format = target.path("legendFormat").asString("");
    if (format.isEmpty() || format.equals("__auto")) {
      return labels.isEmpty() ? "Value" : labels.toString();
    }
    return PLACE
        .matcher(format)
        .replaceAll(place -> Matcher.quoteReplacement(labels.getOrDefault(place.group(1), "")))
        .strip();
  }

  /**
   * The tables of all queries that brought anything. Only where these are several, the columns of
   * their values are called after them.
   */
  static List<Frame> tables(List<Query> queries) {
    List<Query> full = queries.stream().filter(one -> !one.found.isEmpty()).toList();
    return full.stream()
        .map(one -> one.table(full.size() > 1 ? "Value #" + one.name() : "Value"))
        .toList();
  }

  private Frame table(String value) {
    Set<String> labels = new TreeSet<>();
    found.forEach(one -> labels.addAll(one.labels().keySet()));
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("Time", "Time", false));
    labels.forEach(label -> fields.add(new Field(label, label, false)));
    fields.add(new Field(value, value, true));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Found one : found) {
      one.points()
          .forEach(
              point -> {
                Map<String, Object> row = new HashMap<>();
                labels.forEach(label -> row.put(label, one.labels().getOrDefault(label, "")));
                row.put("Time", point.time().toString());
                if (!Double.isNaN(point.value())) {
                  row.put(value, point.value());
                }
                rows.add(row);
              });
    }
    return new Frame(name(), fields, rows);
  }
}
