package io.github.ksmprobe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import io.github.ksmprobe.config.Logging;
import io.github.ksmprobe.config.Logging.Format;
import io.github.ksmprobe.config.Logging.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** Who may say what at which level, and that it can be changed while it runs. */
class LogOutputTest {

  private static final List<String> LOGGERS =
      List.of(
          "io.github.ksmprobe.web.WebServer",
          "io.netty.channel.Channel",
          "io.netty.handler.ssl.SslHandler",
          "io.fabric8.kubernetes.client.http.HttpLoggingInterceptor",
          "io.vertx.core.impl.ContextImpl");

  private final LoggerContext context = context();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LogOutput output = LogOutput.to(appender(), context);

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private OutputStreamAppender<ILoggingEvent> appender() {
    return new OutputStreamAppender<>() {
      @Override
      public void start() {
        setOutputStream(written);
        super.start();
      }
    };
  }

  private String said(Logging logging) {
    output.apply(logging);
    written.reset();
    for (String name : LOGGERS) {
      Logger logger = context.getLogger(name);
      logger.atTrace().log("trace");
      logger.atDebug().log("debug");
      logger.atInfo().log("info");
      logger.atWarn().log("warn");
      logger.atError().log("error");
    }
    StringBuilder levels = new StringBuilder();
    for (String name : LOGGERS) {
      String known = name.startsWith("io.github") ? "WebServer" : name;
      levels.append(levels.isEmpty() ? "" : " ");
      levels.append(
          written
              .toString(StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("logger=" + known + " "))
              .count());
    }
    return levels.toString();
  }

  // How many of five levels each logger writes: ours, Netty's and its TLS, headers', Vert.x's.
  @ParameterizedTest
  @CsvSource({"DEBUG, 4 4 4 2 4", "INFO, 3 2 1 2 0", "WARN, 2 2 1 2 0", "ERROR, 1 1 1 2 0"})
  void libraries_are_quiet_unless_debug_and_the_one_that_shows_tokens_always(
      Level level, String lines) {
    assertEquals(lines, said(new Logging(level, Format.LOGFMT)));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_library_shows_no_stack_says_a_thing_once_a_minute_and_not_too_many(Format format) {
    output.apply(new Logging(Level.INFO, format));
    for (int i = 0; i < 100; i++) {
      Exception thrown = new IllegalStateException("Insufficient space in the buffer");
      context.getLogger("io.netty.channel.X").warn("An exceptionCaught() event was fired", thrown);
    }
    String once = written.toString(StandardCharsets.UTF_8);
    assertEquals(1, once.lines().count(), once);
    assertTrue(once.contains("IllegalStateException: Insufficient space in the buffer"), once);
    assertFalse(once.contains("\\tat ") || once.contains("\tat "), once);
    for (int i = 0; i < 100; i++) {
      context.getLogger("io.netty.channel.X").warn("another " + i);
    }
    long all = written.toString(StandardCharsets.UTF_8).lines().count();
    assertEquals(LibraryLines.A_MINUTE, all);
  }

  @Test
  void after_a_minute_a_library_may_say_it_again() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    LibraryLines lines = new LibraryLines(now::get);
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("io.netty.channel.X");
    event.setLevel(ch.qos.logback.classic.Level.WARN);
    event.setMessage("it");
    assertEquals(FilterReply.NEUTRAL, lines.decide(event));
    assertEquals(FilterReply.DENY, lines.decide(event));
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertEquals(FilterReply.NEUTRAL, lines.decide(event));
  }

  @Test
  void our_own_bugs_keep_their_stack_however_often_they_happen() {
    Logger ours = context.getLogger("io.github.ksmprobe.round.Rounds");
    ours.error("a round failed", new IllegalStateException("bug"));
    ours.error("a round failed", new IllegalStateException("bug"));
    String text = written.toString(StandardCharsets.UTF_8);
    assertEquals(2, text.lines().filter(line -> line.contains("stack=")).count(), text);
  }

  @Test
  void level_and_format_change_while_it_runs() {
    Logger logger = context.getLogger("io.github.ksmprobe.Main");
    logger.atDebug().log("not yet");
    output.apply(new Logging(Level.DEBUG, Format.JSON));
    logger.atDebug().log("now");
    output.apply(new Logging(Level.ERROR, Format.LOGFMT));
    logger.atWarn().log("no more");
    logger.atError().log("still");
    assertEquals(
        """
        {"ts":"…","level":"debug","logger":"Main","msg":"now"}
        ts=… level=error logger=Main msg=still
        """,
        written
            .toString(StandardCharsets.UTF_8)
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "…"));
  }
}
