package io.github.ksmprobe.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** An event as keys and values in the order in which they are written. */
final class EventFields {

  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String OURS = "io.github.ksmprobe.";

  /** Of a value that may come from the network; a stack trace is ours and may be longer. */
  private static final int LONGEST_VALUE = 2_000;

  private static final int LONGEST_STACK = 16_000;

  private EventFields() {}

  /** Numbers and truth values stay what they are; all else becomes text. */
  static Map<String, Object> of(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(LogKeys.TIME, time(Instant.ofEpochMilli(event.getTimeStamp())));
    fields.put(LogKeys.LEVEL, event.getLevel().toString().toLowerCase(Locale.ROOT));
    fields.put(LogKeys.LOGGER, logger(event.getLoggerName()));
    fields.put(LogKeys.MESSAGE, bounded(event.getFormattedMessage(), LONGEST_VALUE));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.putIfAbsent(pair.key, plain(pair.value)));
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      fields.put(LogKeys.ERROR, bounded(words(thrown), LONGEST_VALUE));
      // A library's tells a reader of the log nothing: it shows what a peer or a file did.
      if (isOurs(event.getLoggerName())) {
        fields.put(LogKeys.STACK, bounded(ThrowableProxyUtil.asString(thrown), LONGEST_STACK));
      }
    }
    return fields;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean truth -> truth;
      case Instant instant -> time(instant);
      case null -> "";
      default -> bounded(value.toString(), LONGEST_VALUE);
    };
  }

  private static String time(Instant instant) {
    return RFC3339.format(instant);
  }

  static boolean isOurs(String logger) {
    return logger.startsWith(OURS);
  }

  // Our own classes are recognised by their names alone.
  private static String logger(String name) {
    return isOurs(name) ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  private static String words(IThrowableProxy thrown) {
    String message = Optional.ofNullable(thrown.getMessage()).orElse("");
    String type = thrown.getClassName();
    return message.isEmpty() ? type : type + ": " + message;
  }

  private static String bounded(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
