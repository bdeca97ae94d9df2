package io.github.ksmprobe.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings, and what they were made of.
 *
 * @param settings as the program uses them
 * @param values every key there is, with or without a value, in a fixed order
 */
public record EffectiveConfig(Settings settings, List<Setting> values) {

  public EffectiveConfig {
    values = List.copyOf(values);
  }

  /** The same refusal, where a file set what it names, for the one who wrote the file. */
  public static InvalidSetting explain(InvalidSetting refusal, List<Setting> values) {
    Map<String, Origin.File> places = new HashMap<>();
    for (Setting value : values) {
      if (value.origin() instanceof Origin.File place) {
        places.put(value.key(), place);
      }
    }
    return refusal.writtenAt(places);
  }

  /** How many keys the configuration file sets. */
  public long fromFile() {
    return values.stream().filter(value -> value.origin() instanceof Origin.File).count();
  }
}
