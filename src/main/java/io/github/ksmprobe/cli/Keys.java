package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ConfigValue;
import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.Setting.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Flags as keys of the configuration file. */
final class Keys {

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

  /**
   * Every key with what the line has parsed for it.
   *
   * @param flags keys that were typed
   * @param written what stands in the file
   * @param resolved what keys came to that nobody set
   */
  static List<Setting> values(
      CommandLine line,
      Set<String> flags,
      Map<String, ? extends ConfigValue> written,
      Map<String, Object> resolved) {
    return in(line).stream()
        .map(
            option -> {
              List<String> said = strings(option.getValue());
              return new Setting(
                  of(option),
                  kind(option),
                  said.isEmpty() ? strings(resolved.get(of(option))) : said,
                  origin(option, flags, written, !said.isEmpty()));
            })
        .toList();
  }

  private static Origin origin(
      OptionSpec option,
      Set<String> flags,
      Map<String, ? extends ConfigValue> written,
      boolean said) {
    ConfigValue inFile = written.get(of(option));
    if (flags.contains(of(option))) {
      return new Origin.Flag();
    }
    return inFile != null
        ? inFile.place()
        : EnvironmentDefaults.variable(option)
            .filter(_ -> said)
            .<Origin>map(Origin.Environment::new)
            .orElseGet(Origin.Default::new);
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

  static String accepted(OptionSpec option) {
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

  static List<String> words(OptionSpec option) {
    List<String> words = new ArrayList<>();
    Iterable<String> candidates = option.completionCandidates();
    if (candidates != null) {
      candidates.forEach(words::add);
    }
    return words;
  }
}
