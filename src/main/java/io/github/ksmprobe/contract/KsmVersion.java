package io.github.ksmprobe.contract;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kube-state-metrics release such as 2.14.0, without suffixes.
 *
 * @param major 0 or more
 * @param minor 0 or more
 * @param patch 0 or more
 */
public record KsmVersion(int major, int minor, int patch) implements Comparable<KsmVersion> {

  private static final Pattern IN_TEXT =
      Pattern.compile("(?<![0-9.])v?([0-9]{1,5})\\.([0-9]{1,5})\\.([0-9]{1,5})(?![0-9])");
  private static final Pattern TYPED =
      Pattern.compile("v?([0-9]{1,5})\\.([0-9]{1,5})(?:\\.([0-9]{1,5}))?");
  private static final Comparator<KsmVersion> ORDER =
      Comparator.comparingInt(KsmVersion::major)
          .thenComparingInt(KsmVersion::minor)
          .thenComparingInt(KsmVersion::patch);

  public KsmVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException(
          "a version has no negative parts: " + major + "." + minor + "." + patch);
    }
  }

  /**
   * The first version in a tag or label value such as {@code v2.20.0-6}; what stands around it is
   * ignored.
   */
  public static Optional<KsmVersion> findIn(String text) {
    return of(IN_TEXT.matcher(text), false);
  }

  /**
   * A version as a person types it: {@code v2.14.0}, {@code 2.14.0} or {@code 2.14}, and nothing
   * else.
   */
  public static Optional<KsmVersion> parse(String text) {
    return of(TYPED.matcher(text.strip()), true);
  }

  private static Optional<KsmVersion> of(Matcher matcher, boolean whole) {
    if (!(whole ? matcher.matches() : matcher.find())) {
      return Optional.empty();
    }
    String patch = matcher.group(3);
    return Optional.of(
        new KsmVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  @Override
  public int compareTo(KsmVersion other) {
    return ORDER.compare(this, other);
  }

  public boolean isBefore(KsmVersion other) {
    return compareTo(other) < 0;
  }

  /** With the leading {@code v} of the release tags. */
  @Override
  public String toString() {
    return "v" + major + "." + minor + "." + patch;
  }

  /** Without the leading {@code v}, as metric labels carry it. */
  public String number() {
    return major + "." + minor + "." + patch;
  }
}
