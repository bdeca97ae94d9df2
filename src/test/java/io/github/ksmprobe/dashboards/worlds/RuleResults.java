package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.alerts.Alert;
import io.github.ksmprobe.alerts.YamlFile;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Found;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi.Point;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the project's rules made of a world: the recorded series, and ALERTS. Prometheus evaluates
 * rules as time passes, and no past can be given to it; so each expression is asked for the two
 * hours, and what becomes of its answers between two evaluations is done here.
 *
 * @param world that has passed
 * @param api of the Prometheus that keeps it
 */
record RuleResults(ObservedWorld world, PrometheusApi api) {

  private static final Duration STEP = Duration.ofMinutes(1);

  // Longer than any world lasts: what is recorded over it would mix them.
  private static final String LONG = "[30d]";

  /** Evaluates one rule after the other, and writes what comes of it. */
  void write(URI prometheus) {
    for (Map<String, Object> group : YamlFile.maps(YamlFile.read(Alert.RULES).get("groups"))) {
      for (Map<String, Object> rule : YamlFile.maps(group.get("rules"))) {
        if (YamlFile.text(rule, "expr").contains(LONG)) {
          continue;
        }
        List<Found> found =
            api.range(YamlFile.text(rule, "expr"), world.begin(), world.now(), STEP);
        Collection<Series> written =
            rule.containsKey("alert") ? alerts(rule, found) : recorded(rule, found);
        if (!written.isEmpty()) {
          RemoteWrite.send(prometheus, written);
        }
      }
    }
  }

  private List<Series> recorded(Map<String, Object> rule, List<Found> found) {
    List<Series> written = new ArrayList<>();
    for (Found one : found) {
      Series series = new Series(new TreeMap<>(one.labels()), new ArrayList<>());
      series.labels().put(Series.NAME, YamlFile.text(rule, "record"));
      Instant last = Instant.MIN;
      for (Point point : one.points()) {
        if (point.time().isAfter(last.equals(Instant.MIN) ? point.time() : last.plus(STEP))) {
          series.add(last.plus(STEP), Series.STALE);
        }
        series.add(point.time(), point.value());
        last = point.time();
      }
      if (last.isBefore(world.now())) {
        series.add(last.plus(STEP), Series.STALE);
      }
      written.add(series);
    }
    return written;
  }

  private Collection<Series> alerts(Map<String, Object> rule, List<Found> found) {
    Map<SortedMap<String, String>, Series> written = new HashMap<>();
    for (Found one : found) {
      SortedMap<String, String> labels = new TreeMap<>(one.labels());
      labels.put(Series.NAME, "ALERTS");
      labels.put("alertname", YamlFile.text(rule, "alert"));
      YamlFile.map(rule.get("labels")).forEach((name, value) -> labels.put(name, value.toString()));
      new States(labels, duration(rule, "for"), duration(rule, "keep_firing_for"))
          .over(one.points(), written);
    }
    return written.values();
  }

  /** One alert that waits, fires and is over, perhaps several times. */
  private record States(SortedMap<String, String> labels, Duration holds, Duration keeps) {

    void over(List<Point> points, Map<SortedMap<String, String>, Series> written) {
      Instant since = Instant.MIN;
      Instant last = Instant.MIN;
      String state = "";
      for (Point point : points) {
        Instant now = point.time();
        if (since.equals(Instant.MIN) || now.isAfter(last.plus(STEP))) {
          end(state, last, now, written);
          since = now;
        }
        String next = now.isBefore(since.plus(holds)) ? "pending" : "firing";
        if (!next.equals(state) && !state.isEmpty() && !since.equals(now)) {
          series(state, written).add(now, Series.STALE);
        }
        state = next;
        series(state, written).add(now, 1);
        last = now;
      }
      end(state, last, Instant.MAX, written);
    }

    private void end(
        String state, Instant last, Instant next, Map<SortedMap<String, String>, Series> written) {
      if (state.isEmpty()) {
        return;
      }
      Series series = series(state, written);
      Instant after = last.plus(STEP);
      Instant kept = state.equals("firing") ? last.plus(keeps) : last;
      while (after.isBefore(next) && !after.isAfter(kept)) {
        series.add(after, 1);
        after = after.plus(STEP);
      }
      if (after.isBefore(next)) {
        series.add(after, Series.STALE);
      }
    }

    private Series series(String state, Map<SortedMap<String, String>, Series> written) {
      SortedMap<String, String> all = new TreeMap<>(labels);
      all.put("alertstate", state);
      return written.computeIfAbsent(all, key -> new Series(key, new ArrayList<>()));
    }
  }

  private static Duration duration(Map<String, Object> rule, String key) {
    String written = rule.getOrDefault(key, "0s").toString();
    return Duration.parse("PT" + written.toUpperCase(java.util.Locale.ROOT));
  }
}
