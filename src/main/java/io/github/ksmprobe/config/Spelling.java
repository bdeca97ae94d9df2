package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Constants as flags and files spell them. */
final class Spelling {

  private Spelling() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant of that word, or a sentence that lists all. */
  static <E extends Enum<E>> E one(String setting, String text, E[] known) {
    Optional<E> found = Arrays.stream(known).filter(one -> of(one).equals(text)).findFirst();
    return found.orElseThrow(
        () ->
            InvalidSetting.of(
                key(setting),
                " must be one of "
                    + Arrays.stream(known).map(Spelling::of).collect(Collectors.joining(", "))
                    + ", not \""
                    + text
                    + "\""));
  }
}
