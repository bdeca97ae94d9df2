package io.github.ksmprobe.charts;

/**
 * The version of a chart that an umbrella asks for: {@code 5.26.0}, or {@code 5.26.*} for whichever
 * patch was the newest when the umbrella was packaged.
 *
 * @param lowest the only version, or the first patch
 * @param anyPatch whether later patches fit too
 */
public record ChartConstraint(ChartVersion lowest, boolean anyPatch) {

  private static final String STAR = ".*";

  public ChartConstraint {
    if (anyPatch && lowest.patch() != 0) {
      throw new IllegalArgumentException("any patch of a minor release begins with its patch 0");
    }
  }

  /** One version and no other. */
  public static ChartConstraint exactly(ChartVersion version) {
    return new ChartConstraint(version, false);
  }

  static ChartConstraint of(String text) {
    return text.endsWith(STAR)
        ? new ChartConstraint(
            ChartVersion.of(text.substring(0, text.length() - STAR.length()) + ".0"), true)
        : exactly(ChartVersion.of(text));
  }

  /** The highest version that fits; of an open constraint no release has it. */
  public ChartVersion highest() {
    return anyPatch ? new ChartVersion(lowest.major(), lowest.minor(), Integer.MAX_VALUE) : lowest;
  }

  @Override
  public String toString() {
    return anyPatch ? lowest.major() + "." + lowest.minor() + STAR : lowest.toString();
  }
}
