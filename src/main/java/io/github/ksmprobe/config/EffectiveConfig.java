package io.github.ksmprobe.config;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings, and what they were made of.
 *
 * @param settings as the program uses them
 * @param values every key there is, with or without a value, in a fixed order
 */
public record EffectiveConfig(Settings settings, List<Setting> values) {

  private static final Pattern FLAG =
      Pattern.compile("--([a-z][a-z-]*+(?:\\.[a-z][a-z-]*+)*+)(=[^\\s,;]++)?");

  public EffectiveConfig {
    requireNonNull(settings);
    values = List.copyOf(values);
  }

  /**
   * The same refusal for the one who wrote the file.
   *
   * <p>Sentences about settings name flags, and a key of the file is its flag's name: so where a
   * named flag was set by the file, the key and its place stand there instead.
   */
  public static InvalidSetting explain(InvalidSetting refusal, List<Setting> values) {
    Map<String, Origin.File> places = new HashMap<>();
    for (Setting value : values) {
      if (value.origin() instanceof Origin.File place) {
        places.put(value.key(), place);
      }
    }
    String sentence = String.valueOf(refusal.getMessage());
    Optional<Origin.File> first =
        FLAG.matcher(sentence)
            .results()
            .flatMap(flag -> Optional.ofNullable(places.get(flag.group(1))).stream())
            .findFirst();
    return first
        .map(
            place ->
                new InvalidSetting(
                    place
                        + ": "
                        + FLAG.matcher(sentence)
                            .replaceAll(
                                flag -> Matcher.quoteReplacement(named(flag, places, place)))))
        .orElse(refusal);
  }

  private static String named(
      MatchResult flag, Map<String, Origin.File> places, Origin.File first) {
    Origin.File place = places.get(flag.group(1));
    if (place == null) {
      return flag.group();
    }
    String value = flag.group(2) == null ? "" : flag.group(2);
    return flag.group(1) + value + (place.equals(first) ? "" : " (line " + place.line() + ")");
  }

  /** How many keys the configuration file sets. */
  public long fromFile() {
    return values.stream().filter(value -> value.origin() instanceof Origin.File).count();
  }
}
