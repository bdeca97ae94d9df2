package io.github.ksmprobe.cli;

import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.charts.ChartValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --set} takes: K=V, or several with commas between, as Helm does. */
final class SetValues {

  private SetValues() {}

  static ChartValues parse(List<String> options, CommandSpec spec) {
    ChartValues values = ChartValues.DEFAULTS;
    for (String option : options) {
      // A comma inside braces belongs to a list.
      for (String assignment : assignments(option)) {
        values = with(values, assignment, spec);
      }
    }
    return values;
  }

  /** What stands between commas, apart from those in a list in braces. */
  private static List<String> assignments(String option) {
    List<String> all = new ArrayList<>();
    int start = 0;
    int lastClose = option.lastIndexOf('}');
    boolean inList = false;
    for (int i = 0; i < option.length(); i++) {
      char c = option.charAt(i);
      if (c == '{' || c == '}') {
        inList = c == '{' && i < lastClose;
      } else if (c == ',' && !inList) {
        all.add(option.substring(start, i));
        start = i + 1;
      }
    }
    all.add(option.substring(start));
    return all;
  }

  private static ChartValues with(ChartValues values, String assignment, CommandSpec spec) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw refused(
          spec, "\"" + assignment + "\" is not an assignment; write kubeRBACProxy.enabled=true");
    }
    String key = assignment.substring(0, equals).strip();
    String text = assignment.substring(equals + 1).strip();
    ChartValue value =
        ChartValue.of(key)
            .orElseThrow(
                () ->
                    refused(
                        spec,
                        "\""
                            + key
                            + "\" is not a value that is judged here; accepted are "
                            + keys()));
    value
        .refusal(text)
        .ifPresent(
            wanted -> {
              throw refused(spec, value.key() + " takes " + wanted + ", not \"" + text + "\"");
            });
    return values.with(value, text);
  }

  private static String keys() {
    return Arrays.stream(ChartValue.values())
        .map(ChartValue::key)
        .collect(Collectors.joining(", "));
  }

  private static ParameterException refused(CommandSpec spec, String why) {
    return new ParameterException(spec.commandLine(), "--set: " + why);
  }
}
