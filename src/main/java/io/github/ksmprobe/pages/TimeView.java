package io.github.ksmprobe.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A point in time for people, always in UTC.
 *
 * @param iso for machines
 * @param text date and time
 * @param ago how long before the last round that was
 */
record TimeView(String iso, String text, String ago) {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static TimeView of(Instant time, Instant now) {
    return new TimeView(time.toString(), FORMAT.format(time), ago(Duration.between(time, now)));
  }

  private static String ago(Duration past) {
    long seconds = Math.max(0, past.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
