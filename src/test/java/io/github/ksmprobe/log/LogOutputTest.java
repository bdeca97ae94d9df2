package io.github.ksmprobe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.ksmprobe.config.Logging;
import io.github.ksmprobe.config.Logging.Format;
import io.github.ksmprobe.config.Logging.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** Who may say what at which level, and that it can be changed while it runs. */
class LogOutputTest {

  private static final List<String> LOGGERS =
      List.of(
          "io.github.ksmprobe.web.WebServer",
          "io.netty.channel.Channel",
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

  // How many of five levels each logger writes: ours, Netty's, the one with headers, Vert.x's.
  @ParameterizedTest
  @CsvSource({"DEBUG, 4 4 2 4", "INFO, 3 2 2 0", "WARN, 2 2 2 0", "ERROR, 1 1 2 0"})
  void libraries_are_quiet_unless_debug_and_the_one_that_shows_tokens_always(
      Level level, String lines) {
    assertEquals(lines, said(new Logging(level, Format.LOGFMT)));
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
