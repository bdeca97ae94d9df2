package io.github.ksmprobe.config;

/** How much the metrics tell. */
public enum Detail {
  /** What alerts, dashboards and the questions of an operator need. */
  DEFAULT,
  /** What a person wants who looks for something, at four times the price. */
  FULL;

  /** The word for it in flags and files. */
  public String label() {
    return Spelling.of(this);
  }

  /**
   * The detail of that name.
   *
   * @param setting the key that holds it, for the sentence
   * @throws InvalidSetting if there is none
   */
  public static Detail parse(String setting, String text) {
    return Spelling.one(setting, text, values());
  }
}
