package io.github.ksmprobe.soak;

import io.github.ksmprobe.InProcess.Ran;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What holds of everything that a command prints, whatever it was given. */
final class Printed {

  /** What the program cuts a line to, and a mark that it did. */
  static final int LONGEST_LINE = 2_001;

  private static final Pattern TRACE =
      Pattern.compile("\tat |\\b[a-z]++(?:\\.[a-z0-9]++)+\\.[A-Z][A-Za-z]*(?:Exception|Error)\\b");
  private static final Pattern WORKFLOW_COMMAND = Pattern.compile("^\\s*+::[a-z][^:]*+::");
  private static final Pattern ANNOTATION =
      Pattern.compile("^::(?:error|warning|notice) file=[^:,]*+,title=[^:,]*+::.*+$");

  private Printed() {}

  /** Whether that character does to a terminal or a log what no text should. */
  static boolean isRaw(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** Checks all of it. */
  static void check(Case one, String command, Ran ran, boolean github) {
    one.check(
        ran.exitCode() >= 0 && ran.exitCode() <= 2,
        () -> command + ": exit code " + ran.exitCode());
    one.check(ran.logged().isEmpty(), () -> command + ": logged " + ran.logged());
    text(one, command + ": stdout", ran.out());
    text(one, command + ": stderr", ran.err());
    for (String line : ran.out().split("\n", -1)) {
      if (github && !line.isEmpty()) {
        one.check(
            ANNOTATION.matcher(line).matches(), () -> command + ": no annotation: " + brief(line));
      } else {
        noCommand(one, command, line);
      }
    }
    for (String line : ran.err().split("\n", -1)) {
      noCommand(one, command, line);
      one.check(
          line.length() <= LONGEST_LINE,
          () -> command + ": a line of " + line.length() + " characters: " + brief(line));
    }
  }

  private static void noCommand(Case one, String command, String line) {
    one.check(
        !WORKFLOW_COMMAND.matcher(line).find(),
        () -> command + ": a workflow command out of the input: " + brief(line));
  }

  /** No raw characters, no stack trace. */
  static void text(Case one, String where, String text) {
    raw(one, where, text);
    Matcher trace = TRACE.matcher(text);
    if (trace.find()) {
      one.fail(where + " has a stack trace: " + around(text, trace.start()));
    }
  }

  /** No raw characters. */
  static void raw(Case one, String where, String text) {
    Optional<Integer> raw = text.codePoints().filter(Printed::isRaw).boxed().findFirst();
    raw.ifPresent(
        c ->
            one.fail(
                where
                    + " has U+"
                    + "%04X".formatted(c)
                    + " raw: "
                    + around(text, text.indexOf(Character.toString(c)))));
  }

  /** Whether it is JSON, as a check. */
  static void json(Case one, String command, String text) {
    try {
      var _ = JsonMapper.shared().readTree(text);
    } catch (JacksonException broken) {
      one.fail(command + ": no JSON: " + broken.getOriginalMessage());
    }
  }

  static String brief(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
  }

  /** The lines that say something to a person: without log and without where to find help. */
  static List<String> sentences(String err) {
    return err.lines().filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("try: ")).toList();
  }
}
