package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.Durations;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Texts that are looked at where it is known which flag they stand behind; they stay as written.
 */
final class Checked {

  private Checked() {}

  static final class Length implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return checked(text, Durations::parse);
    }
  }

  static final class Address implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return checked(text, ListenAddress::parse);
    }
  }

  private static String checked(String text, Consumer<String> parser) {
    try {
      parser.accept(text);
      return text;
    } catch (InvalidSetting wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
