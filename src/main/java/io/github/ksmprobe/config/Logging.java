package io.github.ksmprobe.config;

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
      return Spelling.of(this);
    }

    /**
     * The level of that name.
     *
     * @param setting the key that holds it, for the sentence
     * @throws InvalidSetting if there is none
     */
    public static Level parse(String setting, String text) {
      return Spelling.one(setting, text, values());
    }
  }

  /** How a line looks. */
  public enum Format {
    LOGFMT,
    JSON;

    /** The word for it in flags and files. */
    public String label() {
      return Spelling.of(this);
    }

    /**
     * The format of that name.
     *
     * @param setting the key that holds it, for the sentence
     * @throws InvalidSetting if there is none
     */
    public static Format parse(String setting, String text) {
      return Spelling.one(setting, text, values());
    }
  }
}
