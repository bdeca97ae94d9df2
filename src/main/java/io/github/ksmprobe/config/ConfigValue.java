package io.github.ksmprobe.config;

import java.util.List;

/**
 * The value of one key as it stands in a file. Its reader says which type it has to have; any other
 * is refused with file, line, key, what was found and what is accepted.
 */
public interface ConfigValue {

  Origin.File place();

  /**
   * A text; a number or truth value is taken as it is written.
   *
   * @param accepted what it has to be, for the sentence about anything else
   * @throws InvalidSetting if it is a list, a mapping or empty
   */
  String text(String accepted);

  /**
   * A truth value.
   *
   * @throws InvalidSetting if it is anything but {@code true} or {@code false}, without quotes
   */
  boolean truth();

  /**
   * A whole number.
   *
   * @throws InvalidSetting if it is written in any other way than in decimal digits, without quotes
   */
  int number();

  /**
   * A list of texts.
   *
   * @throws InvalidSetting if it is no list, or if one of its items is no text
   */
  List<String> texts();

  /** A refusal for any other reason, with file, line and key in front of it. */
  InvalidSetting wrong(String what);
}
