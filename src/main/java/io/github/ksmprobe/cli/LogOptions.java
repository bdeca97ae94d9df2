package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Logging;
import picocli.CommandLine.Option;

/** What is logged, and how: spelled as the Prometheus toolkit spells it. */
final class LogOptions {

  @Option(
      names = "--log.level",
      paramLabel = "LEVEL",
      description = "The lowest level that is logged: debug, info, warn or error; info by default.")
  private String level = Logging.DEFAULT.level().label();

  @Option(
      names = "--log.format",
      paramLabel = "FORMAT",
      description = "How a line looks: logfmt or json; logfmt by default.")
  private String format = Logging.DEFAULT.format().label();

  /**
   * What these flags say.
   *
   * @throws InvalidSetting if there is no such level or format
   */
  Logging logging() {
    return new Logging(
        Logging.Level.parse("log.level", level), Logging.Format.parse("log.format", format));
  }
}
