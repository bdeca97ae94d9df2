package io.github.ksmprobe.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One answer of a /metrics. */
record Samples(List<Sample> all) {

  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A line of it. */
  record Sample(String name, Map<String, String> labels, double value) {
    String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  static Samples of(String text) {
    List<Sample> all = new ArrayList<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              Map<String, String> labels = new HashMap<>();
              if (line.group(2) != null) {
                Matcher label = LABEL.matcher(line.group(2));
                while (label.find()) {
                  labels.put(label.group(1), label.group(2));
                }
              }
              all.add(new Sample(line.group(1), labels, Double.parseDouble(line.group(3))));
            });
    return new Samples(all);
  }

  /**
   * Those of a name.
   *
   * @param labels names and values in turn, all of which they must have
   */
  Stream<Sample> named(String name, String... labels) {
    return all.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(
            sample -> {
              for (int i = 0; i < labels.length; i += 2) {
                if (!sample.label(labels[i]).equals(labels[i + 1])) {
                  return false;
                }
              }
              return true;
            });
  }

  /** The value of the only one of them. */
  OptionalDouble value(String name, String... labels) {
    return named(name, labels).mapToDouble(Sample::value).findFirst();
  }

  /** Whether there is one with that value. */
  boolean has(double value, String name, String... labels) {
    return named(name, labels).anyMatch(sample -> sample.value() == value);
  }
}
