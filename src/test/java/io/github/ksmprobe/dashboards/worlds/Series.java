package io.github.ksmprobe.dashboards.worlds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One series, and what was scraped of it.
 *
 * @param labels its name included
 * @param samples in the order of time
 */
record Series(SortedMap<String, String> labels, List<Sample> samples) {

  /** What Prometheus writes where a series ends. */
  static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  static final String NAME = "__name__";

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** A value at a moment. */
  record Sample(long millis, double value) {}

  /** One without samples yet, as the text format writes its name and labels. */
  static Series named(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    int brace = text.indexOf('{');
    labels.put(NAME, brace < 0 ? text : text.substring(0, brace));
    Matcher label = LABEL.matcher(brace < 0 ? "" : text.substring(brace));
    while (label.find()) {
      labels.put(label.group(1), unescaped(label.group(2)));
    }
    return new Series(labels, new ArrayList<>());
  }

  void add(Instant when, double value) {
    samples.add(new Sample(when.toEpochMilli(), value));
  }

  private static String unescaped(String written) {
    return written.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
