package io.github.ksmprobe.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What Prometheus keeps of its scrapes, in the notation of promtool's unit tests. */
final class Recording {

  private static final String MISSING = "_";
  private static final String STALE = "stale";

  private final Predicate<String> wanted;
  private final Map<String, List<String>> series = new TreeMap<>();
  private Set<String> before = new HashSet<>();
  private Set<String> now = new HashSet<>();
  private int scrapes;

  /**
   * A recording with nothing in it.
   *
   * @param wanted the metrics that are kept
   */
  Recording(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** Keeps what a target showed, under the labels that its discovery gives it. */
  void keep(Map<String, String> target, List<String> samples) {
    String labels =
        target.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(","));
    for (String sample : samples) {
      int value = sample.lastIndexOf(' ');
      int brace = sample.indexOf('{');
      String name = sample.substring(0, brace < 0 ? value : brace);
      if (wanted.test(name)) {
        String own = brace < 0 ? "}" : "," + sample.substring(brace + 1, value);
        add(name + "{" + labels + own, sample.substring(value + 1));
      }
    }
  }

  private void add(String id, String value) {
    List<String> values = series.computeIfAbsent(id, _ -> new ArrayList<>());
    while (values.size() < scrapes) {
      values.add(MISSING);
    }
    values.add(value);
    now.add(id);
  }

  /** All targets were scraped: what was there the last time and is not any more has ended. */
  void next() {
    before.removeAll(now);
    before.forEach(ended -> series.getOrDefault(ended, List.of()).add(STALE));
    before = now;
    now = new HashSet<>();
    scrapes++;
  }

  /** As input_series of a test. */
  String input() {
    StringBuilder text = new StringBuilder();
    series.forEach(
        (id, values) ->
            text.append("  - series: '")
                .append(id)
                .append("'\n    values: '")
                .append(shortened(values))
                .append("'\n"));
    return text.toString();
  }

  /** 1x3 is one sample and three more; _x3 is three that are missing. */
  private static String shortened(List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); ) {
      String value = values.get(i);
      int from = i;
      while (i < values.size() && values.get(i).equals(value)) {
        i++;
      }
      int more = i - from - (value.equals(MISSING) ? 0 : 1);
      text.append(value).append(more > 0 ? "x" + more : "").append(' ');
    }
    return text.toString().strip();
  }
}
