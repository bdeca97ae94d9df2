package io.github.ksmprobe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Bounds what libraries say: each sentence once a minute, and so many a minute of all. What makes a
 * library complain comes from the network, so anybody there could fill a disk otherwise. What they
 * say at debug only is not bounded.
 */
final class LibraryLines extends Filter<ILoggingEvent> {

  static final int A_MINUTE = 20;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Set<String> said = new HashSet<>();
  private long begin;

  LibraryLines(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    if (EventFields.isOurs(event.getLoggerName())
        || !event.getLevel().isGreaterOrEqual(Level.INFO)) {
      return FilterReply.NEUTRAL;
    }
    long now = nanoTime.getAsLong();
    if (now - begin >= MINUTE) {
      begin = now;
      said.clear();
    }
    boolean more = said.size() < A_MINUTE && said.add(event.getLoggerName() + event.getMessage());
    return more ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
