package io.github.ksmprobe.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations spelled as Prometheus spells them: {@code 500ms}, {@code 15s}, {@code 1m30s}. */
public final class Durations {

  private static final Pattern SPELLING =
      Pattern.compile("(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?(?:([0-9]{1,9})ms)?");

  private Durations() {}

  /**
   * Reads a duration above zero.
   *
   * @throws InvalidSetting if it is spelled otherwise or zero
   */
  public static Duration parse(String text) {
    Matcher parts = SPELLING.matcher(text);
    if (!text.isEmpty() && parts.matches()) {
      Duration duration =
          Duration.ofHours(number(parts.group(1)))
              .plusMinutes(number(parts.group(2)))
              .plusSeconds(number(parts.group(3)))
              .plusMillis(number(parts.group(4)));
      if (duration.isPositive()) {
        return duration;
      }
    }
    throw new InvalidSetting(
        "\"" + text + "\" is not a duration above zero; write it as 500ms, 15s or 1m30s");
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
