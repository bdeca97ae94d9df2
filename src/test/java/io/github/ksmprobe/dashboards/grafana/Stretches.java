package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.grafana.Frame.Dot;
import io.github.ksmprobe.dashboards.grafana.Frame.Line;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Cell;
import io.github.ksmprobe.dashboards.grafana.SeenPanel.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Timelines and status histories: each series a row, in stretches that read alike. */
final class Stretches {

  private static final Reading GAP = new Reading("nothing", "");

  private Stretches() {}

  static List<Row> of(JsonNode panel, List<Query> queries, View view) {
    if (!panel.path("transformations").isEmpty() || queries.stream().anyMatch(Query::isTable)) {
      throw new IllegalStateException("unknown to this test: timelines from tables");
    }
    return queries.stream()
        .flatMap(Query::lines)
        .filter(line -> !line.points().isEmpty())
        .map(line -> row(panel, line, view))
        .toList();
  }

  private static Row row(JsonNode panel, Line line, View view) {
    FieldSettings settings = FieldSettings.of(panel, line.name(), line.query());
    Duration step = step(line.points(), view);
    List<Cell> cells = new ArrayList<>();
    Instant since = view.from();
    Instant expected = line.points().getFirst().time();
    Reading current =
        expected.isAfter(view.from().plus(step))
            ? GAP
            : reading(panel, settings, line.points().getFirst());
    for (Dot dot : line.points()) {
      if (dot.time().isAfter(expected)) {
        since = stretch(cells, current, since, expected);
        current = GAP;
      }
      Reading now = reading(panel, settings, dot);
      if (!now.equals(current)) {
        since = stretch(cells, current, since, dot.time());
        current = now;
      }
      expected = dot.time().plus(step);
    }
    if (expected.isBefore(view.to())) {
      since = stretch(cells, current, since, expected);
      current = GAP;
    }
    stretch(cells, current, since, view.to());
    return new Row(line.name(), cells);
  }

  private static Instant stretch(List<Cell> cells, Reading reading, Instant since, Instant until) {
    if (until.isAfter(since)) {
      long seconds = Duration.between(since, until).toSeconds();
      cells.add(new Cell(seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s", reading));
    }
    return until;
  }

  // Merged by thresholds, numbers become the texts of the thresholds before any mapping sees them.
  private static Reading reading(JsonNode panel, FieldSettings settings, Dot dot) {
    boolean byThreshold =
        panel.path("type").asString().equals("state-timeline")
            && panel.path("options").path("mergeValues").asBoolean(true)
            && settings.settings().path("color").path("mode").asString("").equals("thresholds");
    if (!byThreshold) {
      return Reading.of(Optional.of(dot.value()), settings);
    }
    List<JsonNode> reached =
        settings.thresholds().stream()
            .filter(one -> dot.value() >= one.path("value").asDouble(Double.NEGATIVE_INFINITY))
            .toList();
    String text = reached.size() < 2 ? "< -∞" : reached.getLast().path("value").asString() + "+";
    return new Reading(text, Reading.step(Optional.of(dot.value()), reached));
  }

  // The shortest distance between two points; a longer one is a gap.
  private static Duration step(List<Dot> points, View view) {
    Duration shortest = Duration.ofDays(1);
    for (int i = 1; i < points.size(); i++) {
      Duration apart = Duration.between(points.get(i - 1).time(), points.get(i).time());
      shortest = apart.compareTo(shortest) < 0 ? apart : shortest;
    }
    return points.size() < 2 ? view.scrapeInterval() : shortest;
  }
}
