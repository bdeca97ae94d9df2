package io.github.ksmprobe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.ksmprobe.config.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where the log goes, set up in code: no configuration file is looked for or parsed at start, and
 * level and format can be changed while it runs.
 *
 * <p>Libraries say what they have to say from warn on, in bounded number and without stacks. Vert.x
 * says nothing at all: it reports what peers do wrong as errors of its own, and the verdict says
 * that already. At debug they all speak, except where the Kubernetes client would write requests
 * with their token.
 */
public final class LogOutput {

  private static final String OURS = "io.github.ksmprobe";
  private static final String VERTX = "io.vertx";

  /** Warns of each peer that is too slow to say goodbye to. */
  private static final String TLS = "io.netty.handler.ssl.SslHandler";

  private static final String SHOWS_HEADERS =
      "io.fabric8.kubernetes.client.http.HttpLoggingInterceptor";

  private final LoggerContext context;
  private final LineEncoder encoder = new LineEncoder(new Logfmt());
  private volatile boolean librariesSilent;

  private LogOutput(LoggerContext context) {
    this.context = context;
  }

  /** To standard error, as {@link Logging#DEFAULT} says until something else is applied. */
  public static LogOutput toStandardError() {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    // The JDK's own web server speaks through java.util.logging, in lines of another kind.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return to(console, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static LogOutput to(OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    context.reset();
    LogOutput output = new LogOutput(context);
    output.encoder.setContext(context);
    output.encoder.start();
    appender.setContext(context);
    appender.setEncoder(output.encoder);
    appender.addFilter(new LibraryLines(System::nanoTime));
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    output.apply(Logging.DEFAULT);
    return output;
  }

  /** Takes effect from the next event on; can be called at any time, from any thread. */
  public void apply(Logging logging) {
    encoder.use(
        switch (logging.format()) {
          case LOGFMT -> new Logfmt();
          case JSON -> new JsonLine();
        });
    boolean debug = logging.level() == Logging.Level.DEBUG;
    Level level = Level.toLevel(logging.level().name());
    Level libraries = debug || level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
    if (librariesSilent) {
      libraries = Level.OFF;
    }
    context.getLogger(SHOWS_HEADERS).setLevel(Level.WARN);
    context.getLogger(VERTX).setLevel(debug ? Level.DEBUG : Level.OFF);
    context.getLogger(TLS).setLevel(debug ? Level.DEBUG : Level.ERROR);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(libraries);
    context.getLogger(OURS).setLevel(level);
  }

  /**
   * From now on libraries say nothing. At the end they are stopped in the middle of what they do,
   * and would report that as errors of theirs.
   */
  public void silenceLibraries() {
    librariesSilent = true;
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }
}
