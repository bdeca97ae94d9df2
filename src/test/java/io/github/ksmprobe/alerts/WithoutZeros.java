package io.github.ksmprobe.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The input of promtool's unit tests as a scrape has it that leaves out 0 of exclusive series: such
 * a sample is missing, and where it was 1 before, the series ends.
 */
final class WithoutZeros {

  private static final Pattern SERIES =
      Pattern.compile(
          "(- series: ksm_probe_(?:endpoint_response|kubelet_result|mismatch|upgrade_mismatch)\\{.*\\n"
              + " *values: )'?([^'\\n]*)'?");
  private static final Pattern REPEATED = Pattern.compile("(\\d+|_)x(\\d+)");

  private WithoutZeros() {}

  static String in(String tests) {
    return SERIES
        .matcher(tests)
        .replaceAll(
            one -> Matcher.quoteReplacement(one.group(1) + "'" + values(one.group(2)) + "'"));
  }

  private static String values(String written) {
    List<String> values = new ArrayList<>();
    String before = "_";
    for (String value : expanded(written)) {
      boolean ends = value.equals("0") && before.equals("1");
      values.add(value.equals("0") ? (ends ? "stale" : "_") : value);
      before = value;
    }
    return String.join(" ", values);
  }

  private static List<String> expanded(String written) {
    List<String> values = new ArrayList<>();
    for (String word : written.strip().split(" +", -1)) {
      Matcher repeated = REPEATED.matcher(word);
      if (!repeated.matches()) {
        values.add(word);
        continue;
      }
      // _x3 is three samples that are missing, 1x3 is one sample and three more.
      String value = repeated.group(1);
      int more = Integer.parseInt(repeated.group(2));
      for (int i = value.equals("_") ? 1 : 0; i <= more; i++) {
        values.add(value);
      }
    }
    return values;
  }
}
