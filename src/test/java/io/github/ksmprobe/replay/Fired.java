package io.github.ksmprobe.replay;

import io.github.ksmprobe.alerts.Alert;
import io.github.ksmprobe.alerts.PrometheusTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What fires at which minutes, in promtool's own words: it is told that nothing will, and says what
 * did.
 */
final class Fired {

  private static final Pattern CHECK =
      Pattern.compile("alertname: (\\w+), time: (?:(\\d+)h)?(?:(\\d+)m)?(?:0s)?,");
  private static final Pattern ALERT =
      Pattern.compile("Labels:\\{(.*)}\\n\\s*Annotations:\\{(.*)}");
  private static final Pattern PAIR = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /**
   * Off the beat of the scrapes: whether the sample at the very beginning of a range is in it
   * depends on Prometheus' version.
   */
  private static final String EVALUATED = "1m500ms";

  private Fired() {}

  static String in(Replay replay, Path folder) throws IOException {
    String rules = Files.readString(Alert.RULES);
    StringBuilder test = new StringBuilder("rule_files: [");
    test.append(Alert.RULES.toAbsolutePath())
        .append("]\nevaluation_interval: ")
        .append(EVALUATED)
        .append("\n");
    test.append("tests:\n- interval: 15s\n  input_series:\n").append(replay.input(rules));
    test.append("  alert_rule_test:\n");
    for (Alert alert : Alert.all()) {
      for (int minute = 1; minute <= replay.minutes(); minute++) {
        test.append("  - {eval_time: ").append(minute).append("m, alertname: ");
        test.append(alert.name()).append("}\n");
      }
    }
    Path file = Files.writeString(folder.resolve("replay.yaml"), test);
    String said = PrometheusTool.named("promtool").run("test", "rules", file.toString()).text();
    return written(said);
  }

  private static String written(String said) {
    // From what it says to the minutes in which it says that.
    Map<String, SortedSet<Integer>> minutes = new TreeMap<>();
    List<MatchResult> checks = CHECK.matcher(said).results().toList();
    for (int i = 0; i < checks.size(); i++) {
      MatchResult check = checks.get(i);
      int end = i + 1 < checks.size() ? checks.get(i + 1).start() : said.length();
      int minute = number(check.group(2)) * 60 + number(check.group(3));
      ALERT
          .matcher(said.substring(check.end(), end))
          .results()
          .forEach(alert -> minutes.computeIfAbsent(text(alert), _ -> new TreeSet<>()).add(minute));
    }
    if (minutes.isEmpty()) {
      return said.contains("SUCCESS") ? "nothing\n" : said;
    }
    StringBuilder text = new StringBuilder();
    minutes.entrySet().stream()
        .sorted(Comparator.comparing(one -> one.getValue().first()))
        .forEach(one -> text.append(ranges(one.getValue())).append(' ').append(one.getKey()));
    return text.toString();
  }

  private static String text(MatchResult alert) {
    Map<String, String> labels = pairs(alert.group(1));
    Map<String, String> annotations = pairs(alert.group(2));
    String name = labels.remove("alertname") + ", " + labels.remove("severity");
    labels.remove("job");
    annotations.remove("runbook_url");
    return name
        + " "
        + labels
        + "\n"
        + String.join("", annotations.values().stream().map(one -> "  " + one + "\n").toList());
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new TreeMap<>();
    PAIR.matcher(text)
        .results()
        .forEach(
            pair ->
                pairs.put(
                    pair.group(1), pair.group(2).replace("\\\"", "\"").replace("\\\\", "\\")));
    return pairs;
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** 20-31m, 33m. */
  private static String ranges(SortedSet<Integer> minutes) {
    StringBuilder text = new StringBuilder();
    for (int minute : minutes) {
      if (!minutes.contains(minute - 1)) {
        int end = minute;
        while (minutes.contains(end + 1)) {
          end++;
        }
        text.append(text.isEmpty() ? "" : ", ").append(minute);
        text.append(end > minute ? "-" + end : "").append('m');
      }
    }
    return text.toString();
  }
}
