package io.github.ksmprobe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open, as lines without time. */
public final class Logged implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Logged(Class<?> source, Level level) {
    logger = (Logger) LoggerFactory.getLogger(source);
    logger.setLevel(level);
    logger.setAdditive(false);
    events.start();
    logger.addAppender(events);
  }

  public static Logged by(Class<?> source) {
    return new Logged(source, Level.INFO);
  }

  public static Logged all(Class<?> source) {
    return new Logged(source, Level.DEBUG);
  }

  /** {@code warn a sentence | key=value key=value}, and forgets them. */
  public List<String> lines() {
    List<String> lines = events.list.stream().map(Logged::line).toList();
    events.list.clear();
    return lines;
  }

  /** Whether that sentence was logged; for waiting. */
  public boolean seen(String sentence) {
    return List.copyOf(events.list).stream()
        .anyMatch(event -> event.getFormattedMessage().equals(sentence));
  }

  private static String line(ILoggingEvent event) {
    return event.getLevel().toString().toLowerCase(Locale.ROOT)
        + " "
        + event.getFormattedMessage()
        + " | "
        + Objects.requireNonNullElse(
                event.getKeyValuePairs(), List.<org.slf4j.event.KeyValuePair>of())
            .stream()
            .map(pair -> pair.key + "=" + pair.value)
            .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
