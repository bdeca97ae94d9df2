package io.github.ksmprobe.workload;

import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Container.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The arguments that a program of a container gets: {@code command} and {@code args} joined, {@code
 * $(VAR)} expanded as Kubernetes does, and followed through whatever starts the program.
 */
public final class Arguments {

  // "$$(X)" is the escape for a literal "$(X)"; an unknown name is left as it stands.
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$|\\$\\(([A-Za-z_.-][A-Za-z0-9_.-]*)\\)");

  /** The spellings that Go's strconv.ParseBool takes for true. */
  public static final List<String> TRUE = List.of("1", "t", "T", "true", "TRUE", "True");

  private final List<Value> words;
  private final Optional<Assumption> start;

  private Arguments(List<Value> words, Optional<Assumption> start) {
    this.words = words;
    this.start = start;
  }

  /**
   * One word or flag value.
   *
   * @param text expanded as far as the manifest shows
   * @param hiddenSource where the missing part comes from; empty if all of it is shown
   */
  public record Value(String text, Optional<String> hiddenSource) {}

  /**
   * Reads a container's command line.
   *
   * @param podIp what {@code status.podIP} expands to
   * @param program the name of its binary, without a folder
   */
  public static Arguments of(Container container, String podIp, String program) {
    List<Value> line =
        Stream.concat(container.command().stream(), container.args().stream())
            .map(word -> expand(word, container.env(), podIp))
            .toList();
    return container.command().isEmpty()
        ? ofEntrypoint(line, program)
        : ofCommand(Starters.started(line), program);
  }

  // Without a command the words go to the image's entrypoint. The official images' is
  // kube-state-metrics itself; where they name a program, another image's has to start that.
  private static Arguments ofEntrypoint(List<Value> line, String program) {
    Optional<Integer> named = named(line, program);
    boolean plain = line.isEmpty() || line.getFirst().text().startsWith("-");
    return named.isEmpty() && plain
        ? new Arguments(line, Optional.empty())
        : new Arguments(
            named.map(at -> from(line, at + 1)).orElse(line),
            assumption(Assumption.Kind.ENTRYPOINT, line.get(named.orElse(0))));
  }

  private static Arguments ofCommand(List<Value> line, String program) {
    if (Starters.name(line.getFirst()).equals(program)) {
      return new Arguments(from(line, 1), Optional.empty());
    }
    if (isShell(line)) {
      return new Arguments(line, assumption(Assumption.Kind.SHELL_COMMAND, line.getFirst()));
    }
    return new Arguments(
        from(line, named(line, program).orElse(0) + 1),
        assumption(Assumption.Kind.STARTER, line.getFirst()));
  }

  private static Optional<Assumption> assumption(Assumption.Kind kind, Value word) {
    return Optional.of(new Assumption(kind, word.text()));
  }

  private static List<Value> from(List<Value> line, int start) {
    return line.subList(start, line.size());
  }

  private static Optional<Integer> named(List<Value> line, String program) {
    return IntStream.range(0, line.size())
        .filter(at -> Starters.name(line.get(at)).equals(program) && isNoValue(line, at))
        .boxed()
        .findFirst();
  }

  // "--namespaces kube-state-metrics" names no program, nor does "--config
  // /etc/kube-state-metrics".
  private static boolean isNoValue(List<Value> line, int at) {
    String before = at == 0 ? "--" : line.get(at - 1).text();
    boolean option = before.startsWith("-") && !before.equals("--") && !before.contains("=");
    return !option || (line.get(at).text().startsWith("/") && !before.startsWith("--"));
  }

  /** What has to be taken for granted of the start, where it cannot be read. */
  public Optional<Assumption> start() {
    return start;
  }

  /** The value of a flag, {@code --name=value} or {@code --name value}; the last one wins. */
  public Optional<Value> last(String flag) {
    List<Value> all = all(flag);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** All values of a flag that may be repeated, in order. */
  public List<Value> all(String flag) {
    String name = "--" + flag;
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Value word = words.get(i);
      if (word.text().equals("--")) {
        break;
      }
      if (word.text().startsWith(name + "=")) {
        values.add(new Value(word.text().substring(name.length() + 1), word.hiddenSource()));
      } else if (word.text().equals(name) && i + 1 < words.size()) {
        i++;
        values.add(words.get(i));
      }
    }
    return List.copyOf(values);
  }

  /** Whether a switch is on: {@code --name} alone or with a true value; the last one wins. */
  public boolean isOn(String flag) {
    String name = "--" + flag;
    boolean on = false;
    for (Value word : words) {
      if (word.text().equals("--")) {
        break;
      }
      if (word.text().equals(name)) {
        on = true;
      } else if (word.text().startsWith(name + "=")) {
        on = TRUE.contains(word.text().substring(name.length() + 1));
      }
    }
    return on;
  }

  private static boolean isShell(List<Value> line) {
    return Starters.name(line.getFirst()).matches("(ba|da|a|z|k)?sh")
        && line.stream()
            .skip(1)
            .map(Value::text)
            .anyMatch(word -> word.matches("-[a-z]+") && word.indexOf('c') > 0);
  }

  private static Value expand(String word, List<EnvVar> env, String podIp) {
    Matcher reference = REFERENCE.matcher(word);
    StringBuilder text = new StringBuilder();
    List<String> hidden = new ArrayList<>();
    while (reference.find()) {
      String name = reference.group(1);
      String replacement =
          name == null
              ? "$"
              : lookUp(name, env)
                  .map(
                      value ->
                          switch (value) {
                            case EnvValue.Literal(var literal) -> literal;
                            case EnvValue.PodIp() -> podIp;
                            case EnvValue.Hidden(var source) -> {
                              hidden.add(source);
                              yield reference.group();
                            }
                          })
                  .orElse(reference.group());
      reference.appendReplacement(text, Matcher.quoteReplacement(replacement));
    }
    reference.appendTail(text);
    return new Value(text.toString(), hidden.stream().findFirst());
  }

  // Of two variables with one name the later wins, as in the container's environment.
  private static Optional<EnvValue> lookUp(String name, List<EnvVar> env) {
    return env.reversed().stream()
        .filter(variable -> variable.name().equals(name))
        .map(EnvVar::value)
        .findFirst();
  }
}
