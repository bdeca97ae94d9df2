package io.github.ksmprobe.workload;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Container.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of a container as the program gets it: {@code command} and {@code args} joined,
 * {@code $(VAR)} expanded as Kubernetes does.
 */
public final class Arguments {

  // "$$(X)" is the escape for a literal "$(X)"; an unknown name is left as it stands.
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$|\\$\\(([A-Za-z_.-][A-Za-z0-9_.-]*)\\)");

  private final List<Value> words;
  private final boolean shell;

  private Arguments(List<Value> words, boolean shell) {
    this.words = words;
    this.shell = shell;
  }

  /**
   * One word or flag value.
   *
   * @param text expanded as far as the manifest shows
   * @param hiddenSource where the missing part comes from; empty if all of it is shown
   */
  public record Value(String text, Optional<String> hiddenSource) {
    public Value {
      requireNonNull(text);
      requireNonNull(hiddenSource);
    }
  }

  /**
   * Reads a container's command line.
   *
   * @param podIp what {@code status.podIP} expands to
   */
  public static Arguments of(Container container, String podIp) {
    List<String> raw = new ArrayList<>(container.command());
    raw.addAll(container.args());
    List<Value> words = raw.stream().map(word -> expand(word, container.env(), podIp)).toList();
    return new Arguments(words, isShell(container, raw));
  }

  /** Whether the command is a shell script, whose flags cannot be read with certainty. */
  public boolean isShellScript() {
    return shell;
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
        on = isTrue(word.text().substring(name.length() + 1));
      }
    }
    return on;
  }

  // The spellings that Go's strconv.ParseBool takes for true.
  private static boolean isTrue(String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      default -> false;
    };
  }

  // Without a command the arguments go to the image's entrypoint, which is no shell.
  private static boolean isShell(Container container, List<String> words) {
    return !container.command().isEmpty()
        && words.getFirst().matches("(.*/)?(ba|da|a|z|k)?sh")
        && words.stream()
            .skip(1)
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
