package io.github.ksmprobe.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * One case of a campaign: where its chance comes from, where its files go, what it did and what did
 * not hold. Safe for many threads, except chance: split it for each.
 */
final class Case {

  /** A fault that shows a thousand times is one fault: of each kind only the first is told. */
  private static final int MOST_KINDS = 12;

  // What tells two failures of one kind apart: numbers, names in quotes, and all that comes late.
  private static final Pattern DETAILS = Pattern.compile("[0-9]++|\"[^\"]*+\"|(?<=.{60}).*+");

  private final SplittableRandom random;
  private final Path folder;
  private final int number;
  private final boolean few;
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Map<String, Integer> again = new HashMap<>();
  private final Map<String, Long> done = new TreeMap<>();
  private int leftOut;

  /**
   * A case that has not begun.
   *
   * @param folder of its own, for its files
   * @param few whether this is the short run, where cases are as small as they can be
   */
  Case(long seed, String campaign, int number, Path folder, boolean few) {
    this.random =
        new SplittableRandom((seed * 31 + campaign.hashCode()) * 1_000_003L + number).split();
    this.folder = folder;
    this.number = number;
    this.few = few;
  }

  /** The case's chance, for one thread. */
  SplittableRandom random() {
    return random;
  }

  int number() {
    return number;
  }

  /** This much in the short run, else that much. */
  int size(int short_, int long_) {
    return few ? short_ : long_;
  }

  /** One of them. */
  @SafeVarargs
  static <T> T oneOf(RandomGenerator random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of them. */
  static <T> T oneOf(RandomGenerator random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Where a file of that name belongs. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a file; it stays beside the report of a failure. */
  Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) {
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Notes a failure unless that holds. */
  void check(boolean holds, Supplier<String> orElse) {
    if (!holds) {
      fail(orElse.get());
    }
  }

  synchronized void fail(String what) {
    String kind = DETAILS.matcher(what).replaceAll("");
    if (failures.containsKey(kind)) {
      again.merge(kind, 1, Integer::sum);
    } else if (failures.size() < MOST_KINDS) {
      failures.put(kind, what);
    } else {
      leftOut++;
    }
  }

  /** Counts what was done, for the report. */
  synchronized void did(String what, long times) {
    done.merge(what, times, Long::sum);
  }

  /** What did not hold, so far. */
  synchronized List<String> failures() {
    List<String> all = new ArrayList<>();
    failures.forEach(
        (kind, what) ->
            all.add(
                again.containsKey(kind)
                    ? what + " (and " + again.get(kind) + " more of this kind)"
                    : what));
    if (leftOut > 0) {
      all.add("and " + leftOut + " more");
    }
    return all;
  }

  synchronized Map<String, Long> done() {
    return new TreeMap<>(done);
  }

  Path folder() {
    return folder;
  }
}
