package io.github.ksmprobe.soak;

import java.util.List;
import java.util.regex.Pattern;

/** What holds of the log of a running program, whatever happened to it. */
final class LogLines {

  // The program's own forms, logfmt and JSON: who writes past them shows at once.
  private static final Pattern LINE =
      Pattern.compile(
          "ts=\\S+Z level=(?:debug|info|warn|error) logger=\\S++ msg=.*+|\\{\"ts\":.*\\}");

  private LogLines() {}

  /**
   * Checks all of it.
   *
   * @param most how many lines there may be
   */
  static void check(Case one, List<String> log, int most) {
    one.check(log.size() <= most, () -> log.size() + " lines of log where " + most + " are enough");
    for (String line : log) {
      // The VM warns of what libraries use; that is not the program's log.
      if (line.startsWith("WARNING: ")) {
        continue;
      }
      one.check(LINE.matcher(line).matches(), () -> "no line of the log: " + Printed.brief(line));
      Printed.raw(one, "the log", line);
      one.check(
          !line.contains("\tat ") && !line.contains("\\tat ") && !line.contains("LEAK"),
          () -> "a library's trace in the log: " + Printed.brief(line));
      one.check(
          !line.contains("please report"), () -> "a mistake of its own: " + Printed.brief(line));
    }
    if (!one.failures().isEmpty()) {
      one.write("log.txt", String.join("\n", log) + "\n");
    }
  }
}
