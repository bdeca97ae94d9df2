package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ConfigValue;
import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.Setting.Kind;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Flags as keys of the configuration file. */
final class Keys {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)");

  private Keys() {}

  /** The flags that may stand in the file, by name. */
  static List<OptionSpec> in(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(Keys::isKey)
        .sorted((one, other) -> of(one).compareTo(of(other)))
        .toList();
  }

  static boolean isKey(OptionSpec option) {
    return !option.hidden()
        && !option.usageHelp()
        && !option.versionHelp()
        && !option.longestName().startsWith(Configuration.FLAGS);
  }

  static String of(OptionSpec option) {
    return option.longestName().substring("--".length());
  }

  /** The value as it would be typed behind the flag. */
  static List<String> texts(OptionSpec option, ConfigValue value) {
    return switch (kind(option)) {
      case TEXT -> List.of(text(option, value));
      case NUMBER -> List.of(String.valueOf(value.number()));
      case TRUTH -> List.of(String.valueOf(value.truth()));
      case TEXTS -> value.texts();
    };
  }

  private static String text(OptionSpec option, ConfigValue value) {
    String text = value.text(accepted(option));
    if (option.type().isEnum() && !words(option).contains(text)) {
      throw value.wrong("\"" + text + "\" is not " + accepted(option));
    }
    return text;
  }

  /** Every key with what the line has parsed for it. */
  static List<Setting> values(
      CommandLine line, Set<String> flags, Map<String, ? extends ConfigValue> written) {
    return in(line).stream().map(option -> value(option, flags, written)).toList();
  }

  private static Setting value(
      OptionSpec option, Set<String> flags, Map<String, ? extends ConfigValue> written) {
    String key = of(option);
    List<String> values = strings(option.getValue());
    ConfigValue inFile = written.get(key);
    Origin origin;
    if (flags.contains(key)) {
      origin = new Origin.Flag();
    } else if (inFile != null) {
      origin = inFile.place();
    } else {
      Matcher variable = VARIABLE.matcher(declaredDefault(option));
      origin =
          variable.find() && !values.isEmpty()
              ? new Origin.Environment(variable.group(1))
              : new Origin.Default();
    }
    return new Setting(key, kind(option), values, origin);
  }

  // As it stands in the code: picocli itself gives only what the variable holds.
  private static String declaredDefault(OptionSpec option) {
    return option.userObject() instanceof Field field
        ? Optional.ofNullable(field.getAnnotation(Option.class))
            .map(Option::defaultValue)
            .orElse("")
        : "";
  }

  private static List<String> strings(@Nullable Object value) {
    Stream<?> all =
        value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
    return all.map(String::valueOf).filter(text -> !text.isEmpty()).toList();
  }

  private static Kind kind(OptionSpec option) {
    Class<?> type = option.type();
    if (option.isMultiValue()) {
      return Kind.TEXTS;
    }
    if (type == Boolean.class || type == boolean.class) {
      return Kind.TRUTH;
    }
    return type == Integer.class || type == int.class ? Kind.NUMBER : Kind.TEXT;
  }

  /** For the reference page. */
  static Key described(OptionSpec option, boolean given) {
    // What the environment says here and now is no default.
    List<String> byDefault =
        given || option.defaultValue() != null ? List.of() : strings(option.getValue());
    String meaning =
        String.join(" ", option.description())
            .replace("${COMPLETION-CANDIDATES}", String.join(", ", words(option)));
    return new Key(of(option), accepted(option), String.join(", ", byDefault), meaning);
  }

  private static String accepted(OptionSpec option) {
    return switch (kind(option)) {
      case TEXT ->
          option.type().isEnum() ? "one of " + String.join(", ", words(option)) : noun(option);
      case NUMBER -> "a whole number";
      case TRUTH -> "true or false";
      case TEXTS -> "a list of texts";
    };
  }

  // What stands for the value in the help is the word for it.
  private static String noun(OptionSpec option) {
    return switch (option.paramLabel()) {
      case "DURATION" -> "a duration";
      case "URL" -> "a URL";
      case "FILE" -> "the name of a file";
      case "ADDRESS" -> "an address";
      case "IP" -> "an IP address";
      case "LABELS" -> "a label selector";
      case "NAME", "NAMESPACE" -> "a name";
      default -> "a text";
    };
  }

  private static List<String> words(OptionSpec option) {
    List<String> words = new ArrayList<>();
    Iterable<String> candidates = option.completionCandidates();
    if (candidates != null) {
      candidates.forEach(words::add);
    }
    return words;
  }
}
