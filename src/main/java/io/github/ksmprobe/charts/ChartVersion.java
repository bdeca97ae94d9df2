package io.github.ksmprobe.charts;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a chart, which is not the version of the program that it installs.
 *
 * @param major 0 or more
 * @param minor 0 or more
 * @param patch 0 or more
 */
public record ChartVersion(int major, int minor, int patch) implements Comparable<ChartVersion> {

  private static final Pattern PARTS =
      Pattern.compile("v?([0-9]{1,5})\\.([0-9]{1,5})\\.([0-9]{1,5})");
  private static final Comparator<ChartVersion> ORDER =
      Comparator.comparingInt(ChartVersion::major)
          .thenComparingInt(ChartVersion::minor)
          .thenComparingInt(ChartVersion::patch);

  public ChartVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException(
          "a version has no negative parts: " + major + "." + minor + "." + patch);
    }
  }

  /** All three parts, as charts are published; nothing before or after them but a leading v. */
  public static Optional<ChartVersion> parse(String text) {
    Matcher matcher = PARTS.matcher(text);
    return of(matcher, matcher.matches());
  }

  /** The version that a label's value begins with: {@code 5.26.0_up1} for a repackaged 5.26.0. */
  public static Optional<ChartVersion> leading(String text) {
    Matcher matcher = PARTS.matcher(text);
    return of(matcher, matcher.lookingAt());
  }

  private static Optional<ChartVersion> of(Matcher matcher, boolean found) {
    return found
        ? Optional.of(
            new ChartVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  // For the tables of this room: a typing mistake there must not go unseen.
  static ChartVersion of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("no chart version: \"" + text + "\""));
  }

  @Override
  public int compareTo(ChartVersion other) {
    return ORDER.compare(this, other);
  }

  public boolean isBefore(ChartVersion other) {
    return compareTo(other) < 0;
  }

  /** Whether it lies between the two, borders included. */
  public boolean isWithin(ChartVersion first, ChartVersion last) {
    return !isBefore(first) && !last.isBefore(this);
  }

  /** As charts are named: without a leading v. */
  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
