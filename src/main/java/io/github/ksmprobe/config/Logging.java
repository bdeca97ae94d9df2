package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is logged, and how a line looks.
 *
 * @param level the least that is logged
 * @param format of a line
 */
public record Logging(Level level, Format format) {

  /** As the Prometheus toolkit does without flags. */
  public static final Logging DEFAULT = new Logging(Level.INFO, Format.LOGFMT);

  /** From the least to the most important. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The word for it in flags, files and the log itself. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The level of that name.
     *
     * @param setting the key that holds it, for the sentence
     * @throws InvalidSetting if there is none
     */
    public static Level parse(String setting, String text) {
      return one(setting, text, values());
    }
  }

  /** How a line looks. */
  public enum Format {
    LOGFMT,
    JSON;

    /** The word for it in flags and files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of that name.
     *
     * @param setting the key that holds it, for the sentence
     * @throws InvalidSetting if there is none
     */
    public static Format parse(String setting, String text) {
      return one(setting, text, values());
    }
  }

  private static <E extends Enum<E>> E one(String setting, String text, E[] known) {
    Optional<E> found = Arrays.stream(known).filter(one -> label(one).equals(text)).findFirst();
    return found.orElseThrow(
        () ->
            InvalidSetting.of(
                key(setting),
                " must be one of "
                    + Arrays.stream(known).map(Logging::label).collect(Collectors.joining(", "))
                    + ", not \""
                    + text
                    + "\""));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
