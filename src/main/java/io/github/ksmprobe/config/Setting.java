package io.github.ksmprobe.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One key with the value in effect.
 *
 * @param key the long flag's name without its dashes
 * @param kind what its values are
 * @param values one, several of a list, or none where the key has no value
 * @param origin where they come from
 */
public record Setting(String key, Kind kind, List<String> values, Origin origin) {

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*(?=@)");

  /** What a value may be. */
  public enum Kind {
    TEXT,
    NUMBER,
    TRUTH,
    TEXTS
  }

  public Setting {
    values = List.copyOf(values);
  }

  /** The same for the eyes of anybody: the user and password of a URL are no longer in it. */
  public Setting masked() {
    return new Setting(key, kind, values.stream().map(Setting::masked).toList(), origin);
  }

  /** A text without the user and password of any URL in it. */
  public static String masked(String text) {
    return USER_INFO.matcher(text).replaceAll("<secret>");
  }
}
