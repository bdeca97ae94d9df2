package io.github.ksmprobe.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of /metrics in Prometheus' text format.
 *
 * @param series name and labels as written, with their values
 * @param types by the name of the family
 * @param problems why a Prometheus would refuse it, empty if it would not
 */
record Scrape(Map<String, Double> series, Map<String, String> types, List<String> problems) {

  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*+)"
              + "(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*+=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*+\",?)*+\\})?+"
              + " (\\S++)(?: [0-9]++)?+");
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*+) (.*+)");
  private static final Set<String> KINDS =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  Scrape {
    series = Map.copyOf(series);
    types = Map.copyOf(types);
    problems = List.copyOf(problems);
  }

  /** Reads all of it. */
  static Scrape of(String text) {
    Map<String, Double> series = new LinkedHashMap<>();
    Map<String, String> types = new HashMap<>();
    Set<String> helped = new HashSet<>();
    List<String> problems = new ArrayList<>();
    if (!text.isEmpty() && !text.endsWith("\n")) {
      problems.add("the last line has no end");
    }
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      Matcher comment = COMMENT.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (comment.matches()) {
        boolean again =
            comment.group(1).equals("HELP")
                ? !helped.add(comment.group(2))
                : types.put(comment.group(2), comment.group(3)) != null
                    || !KINDS.contains(comment.group(3));
        if (again) {
          problems.add("twice or unknown: " + Printed.brief(line));
        }
      } else if (!sample.matches()) {
        problems.add("no sample: " + Printed.brief(line));
      } else {
        String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        if (series.put(key, number(sample.group(3))) != null) {
          problems.add("two samples of " + key);
        }
      }
    }
    return new Scrape(series, types, problems);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The value of a series without labels; NaN if there is none. */
  double value(String name) {
    return series.getOrDefault(name, Double.NaN);
  }

  /** The series of that name that are about that pod. */
  Map<String, Double> of(String name, String pod) {
    Map<String, Double> found = new HashMap<>();
    series.forEach(
        (key, value) -> {
          if (key.startsWith(name + "{") && key.contains("target_pod=\"" + pod + "\"")) {
            found.put(key, value);
          }
        });
    return found;
  }

  /** Checks it, and that nothing that only grows is less than it was, or gone. */
  void check(Case one, Scrape before) {
    one.did("scrapes", 1);
    one.check(problems.isEmpty(), () -> "a scrape does not parse: " + problems);
    before.series.forEach(
        (key, value) -> {
          if (before.onlyGrows(key)) {
            Double now = series.get(key);
            if (now == null) {
              one.fail("a counter is gone: " + key + ", it was " + value);
            } else if (now < value) {
              one.fail("a counter went back: " + key + " from " + value + " to " + now);
            }
          }
        });
  }

  private boolean onlyGrows(String key) {
    String name = key.contains("{") ? key.substring(0, key.indexOf('{')) : key;
    if ("counter".equals(types.get(name))) {
      return true;
    }
    int part = name.lastIndexOf('_');
    return part > 0
        && "histogram".equals(types.get(name.substring(0, part)))
        && Set.of("_bucket", "_count", "_sum").contains(name.substring(part));
  }
}
