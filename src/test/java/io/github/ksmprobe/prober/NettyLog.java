package io.github.ksmprobe.prober;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What Netty says for people to read, from now until it is closed; without the warning of a TLS
 * peer that does not take its farewell, which the log leaves out.
 */
final class NettyLog implements AutoCloseable {

  private final Logger netty = (Logger) LoggerFactory.getLogger("io.netty");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  NettyLog() {
    events.start();
    netty.addAppender(events);
  }

  List<String> lines() {
    return events.list.stream()
        .filter(event -> !event.getFormattedMessage().contains("Last write attempt timed out"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    netty.detachAppender(events);
  }
}
