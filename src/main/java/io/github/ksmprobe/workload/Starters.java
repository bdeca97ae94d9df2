package io.github.ksmprobe.workload;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.workload.Arguments.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs that are there to start another one: what stands after their own options is its name and
 * its arguments. A starter that is missing here costs no more than a verdict that says what it
 * takes for granted.
 */
final class Starters {

  private static final String ENV = "env";

  /** The words of {@code env -S}, attached to the option or not. */
  private static final Pattern SPLIT = Pattern.compile("(?s)(?:-[iv0]*S|--split-string=?)(.*)");

  /**
   * One of them.
   *
   * @param valued its options whose value is a word of its own
   * @param operands how many words stand between its options and the program's name
   */
  private record Starter(Set<String> valued, int operands) {

    boolean takesTheNextWord(String option) {
      if (option.startsWith("--")) {
        return valued.contains(option);
      }
      for (int i = 1; i < option.length(); i++) {
        if (valued.contains("-" + option.charAt(i))) {
          // The rest of the word is the value, if there is any.
          return i == option.length() - 1;
        }
      }
      return false;
    }
  }

  private static final Map<String, Starter> KNOWN =
      Map.ofEntries(
          known("tini", 0, "-p", "-e"),
          known("tini-static", 0, "-p", "-e"),
          known("docker-init", 0, "-p", "-e"),
          known("dumb-init", 0, "-r", "--rewrite"),
          known("catatonit", 0),
          known(ENV, 0, "-u", "--unset", "-C", "--chdir", "-a", "--argv0"),
          known("nice", 0, "-n", "--adjustment"),
          known("ionice", 0, "-c", "--class", "-n", "--classdata"),
          known("chrt", 1, "-T", "--sched-runtime", "-P", "--sched-period", "-D"),
          known("taskset", 1),
          known("timeout", 1, "-k", "--kill-after", "-s", "--signal"),
          known("stdbuf", 0, "-i", "--input", "-o", "--output", "-e", "--error"),
          known("nohup", 0),
          known("setsid", 0),
          known("time", 0, "-f", "--format", "-o", "--output"),
          known("chroot", 1, "--userspec", "--groups"),
          known("su-exec", 1),
          known("gosu", 1),
          known("setuidgid", 1),
          known("s6-setuidgid", 1),
          known("runuser", 0, "-u", "--user", "-g", "--group", "-G", "--supp-group"),
          known(
              "setpriv",
              0,
              "--reuid",
              "--ruid",
              "--euid",
              "--regid",
              "--rgid",
              "--egid",
              "--groups",
              "--inh-caps",
              "--ambient-caps",
              "--bounding-set",
              "--securebits",
              "--pdeathsig",
              "--selinux-label",
              "--apparmor-profile"),
          known("busybox", 0),
          known("toybox", 0));

  private Starters() {}

  private static Map.Entry<String, Starter> known(String name, int operands, String... valued) {
    return entry(name, new Starter(Set.of(valued), operands));
  }

  /** What is started in the end: the program's name and the words after it. */
  static List<Value> started(List<Value> line) {
    Deque<Value> rest = new ArrayDeque<>(line);
    Value program = rest.pop();
    while (KNOWN.containsKey(name(program)) && !rest.isEmpty()) {
      skip(name(program), requireNonNull(KNOWN.get(name(program))), rest);
      program = rest.isEmpty() ? program : rest.pop();
    }
    rest.push(program);
    return List.copyOf(rest);
  }

  /** A program's name without its folder. */
  static String name(Value word) {
    return word.text().substring(word.text().lastIndexOf('/') + 1);
  }

  private static void skip(String name, Starter starter, Deque<Value> rest) {
    boolean more = true;
    while (more && !rest.isEmpty() && rest.peek().text().startsWith("-")) {
      String option = rest.pop().text();
      more = !option.equals("--");
      Matcher split = SPLIT.matcher(option);
      if (name.equals(ENV) && split.matches()) {
        if (!split(split.group(1), rest)) {
          return;
        }
      } else if (starter.takesTheNextWord(option)) {
        rest.poll();
      }
    }
    while (name.equals(ENV) && !rest.isEmpty() && rest.peek().text().contains("=")) {
      rest.pop();
    }
    for (int i = 0; i < starter.operands(); i++) {
      rest.poll();
    }
  }

  // Quotes and escapes are left alone: then the whole text is a program that nobody knows.
  private static boolean split(String attached, Deque<Value> rest) {
    Value text =
        attached.isEmpty() && !rest.isEmpty() ? rest.pop() : new Value(attached, Optional.empty());
    boolean plain = text.text().matches("[^'\"\\\\$#]*");
    if (plain) {
      List.of(text.text().strip().split("\\s+", -1)).reversed().stream()
          .map(word -> new Value(word, text.hiddenSource()))
          .forEach(rest::push);
    } else {
      rest.push(text);
    }
    return plain;
  }
}
