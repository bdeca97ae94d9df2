package io.github.ksmprobe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.Logging.Format;
import io.github.ksmprobe.config.Logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoggingTest {

  @Test
  void the_default_is_the_prometheus_toolkits() {
    assertEquals(new Logging(Level.INFO, Format.LOGFMT), Logging.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void every_level_is_read_by_its_label(Level level) {
    assertEquals(level, Level.parse("log.level", level.label()));
  }

  @ParameterizedTest
  @EnumSource
  void every_format_is_read_by_its_label(Format format) {
    assertEquals(format, Format.parse("log.format", format.label()));
  }

  @Test
  void another_word_is_refused_with_those_that_are_accepted() {
    assertEquals(
        "--log.level must be one of debug, info, warn, error, not \"INFO\"",
        assertThrows(InvalidSetting.class, () -> Level.parse("log.level", "INFO")).getMessage());
    assertEquals(
        "--log.format must be one of logfmt, json, not \"\"",
        assertThrows(InvalidSetting.class, () -> Format.parse("log.format", "")).getMessage());
  }
}
