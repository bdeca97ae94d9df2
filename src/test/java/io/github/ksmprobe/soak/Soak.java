package io.github.ksmprobe.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs campaigns, each for its share of the time, and tells what they did. Arguments are {@code
 * SEED=7 MINUTES=10 CAMPAIGNS=servers,clients CASE=3 SHORT=yes}, and all may be left out.
 *
 * <p>Each failure is printed with the command that brings just that case again, and with the folder
 * that its files stay in. The last line is {@code N passed, N failed}; the exit code is 1 if any
 * case failed.
 */
final class Soak {

  /** No campaign makes more cases than this, however long it is given. */
  private static final int MOST_CASES = 1_000_000;

  /** What no case ever takes, on a busy machine either; a case that does hangs. */
  private static final Duration STUCK = Duration.ofMinutes(6);

  static final List<Campaign> CAMPAIGNS =
      List.of(
          new ManifestCampaign(),
          new MetamorphicCampaign(),
          new ConfigurationCampaign(),
          new ServerCampaign(),
          new ClientCampaign(),
          new ReloadCampaign(),
          new ApiCampaign(),
          new ClockCampaign(),
          new KillCampaign());

  private final PrintStream out;
  private final Path folder;
  private final long seed;
  private final boolean few;
  private int passed;
  private int failed;

  Soak(PrintStream out, Path folder, long seed, boolean few) {
    this.out = out;
    this.folder = folder;
    this.seed = seed;
    this.few = few;
  }

  public static void main(String[] args) {
    Map<String, String> wanted =
        Stream.of(args)
            .filter(word -> word.matches("[A-Z]+=.+"))
            .collect(
                Collectors.toMap(
                    word -> word.substring(0, word.indexOf('=')),
                    word -> word.substring(word.indexOf('=') + 1)));
    long seed =
        wanted.containsKey("SEED")
            ? Long.parseLong(wanted.get("SEED"))
            : System.currentTimeMillis() % 1_000_000;
    double minutes = Double.parseDouble(wanted.getOrDefault("MINUTES", "10"));
    List<Campaign> campaigns = named(wanted.getOrDefault("CAMPAIGNS", ""));
    Soak soak = new Soak(System.out, Path.of("target", "soak"), seed, wanted.containsKey("SHORT"));
    Optional<Integer> only = Optional.ofNullable(wanted.get("CASE")).map(Integer::valueOf);
    Duration each = Duration.ofMillis((long) (minutes * 60_000 / campaigns.size()));
    System.out.println("SEED=" + seed + ", " + campaigns.size() + " campaigns");
    for (Campaign campaign : campaigns) {
      only.ifPresentOrElse(
          number -> soak.run(campaign, number, number + 1, STUCK),
          () -> soak.run(campaign, 0, MOST_CASES, each));
    }
    System.out.println(soak.passed + " passed, " + soak.failed + " failed");
    System.exit(soak.failed == 0 ? 0 : 1);
  }

  private static List<Campaign> named(String names) {
    if (names.isBlank()) {
      return CAMPAIGNS;
    }
    return Stream.of(names.strip().split("[ ,]+"))
        .map(
            name ->
                CAMPAIGNS.stream()
                    .filter(campaign -> campaign.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "no campaign "
                                    + name
                                    + "; there are "
                                    + CAMPAIGNS.stream().map(Campaign::name).toList())))
        .toList();
  }

  /**
   * Cases of one campaign, one at least.
   *
   * @param from the first case's number
   * @param to one more than the last
   * @param time after which no further case begins
   * @return what did not hold
   */
  List<String> run(Campaign campaign, int from, int to, Duration time) {
    out.println(campaign.name() + ": " + campaign.about());
    long begin = System.nanoTime();
    Map<String, Long> done = new TreeMap<>();
    List<String> failures = new java.util.ArrayList<>();
    int bad = 0;
    int number = from;
    do {
      Case one = attempt(campaign, number);
      one.done().forEach((what, times) -> done.merge(what, times, Long::sum));
      if (!one.failures().isEmpty()) {
        bad++;
        failures.addAll(report(campaign, number, one));
      }
      number++;
    } while (number < to && System.nanoTime() - begin < time.toNanos());
    int good = number - from - bad;
    passed += good;
    failed += bad;
    out.println(
        "  "
            + (number - from)
            + " cases in "
            + Duration.ofNanos(System.nanoTime() - begin).toSeconds()
            + " s"
            + done.entrySet().stream()
                .map(entry -> ", " + entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining())
            + ": "
            + good
            + " passed, "
            + bad
            + " failed");
    return failures;
  }

  private List<String> report(Campaign campaign, int number, Case one) {
    List<String> lines = new java.util.ArrayList<>();
    lines.add("FAILED " + campaign.name() + ", case " + number + ":");
    one.failures().forEach(failure -> lines.add("  " + printable(failure)));
    lines.add(
        "  again: make soak SEED="
            + seed
            + " CAMPAIGNS="
            + campaign.name()
            + " CASE="
            + number
            + (few ? " SHORT=yes" : ""));
    lines.add("  files: " + one.folder());
    one.write("failures.txt", String.join("\n", lines) + "\n");
    lines.forEach(out::println);
    return lines;
  }

  /** What goes wrong with a terminal must not go wrong with this one. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c == '\n') {
                safe.append("\n    ");
              } else if (Printed.isRaw(c)) {
                safe.append("\\u%04x".formatted(c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private Case attempt(Campaign campaign, int number) {
    Case one =
        new Case(
            seed, campaign.name(), number, folder.resolve(campaign.name() + "-" + number), few);
    delete(one.folder());
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(campaign.name() + "-" + number)
            .start(
                () -> {
                  try {
                    campaign.attempt(one);
                  } catch (Throwable thrown) {
                    one.fail(stack(thrown));
                  }
                });
    try {
      if (!thread.join(STUCK)) {
        one.fail(
            "hangs after " + STUCK.toMinutes() + " minutes: " + List.of(thread.getStackTrace()));
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
    } catch (InterruptedException stopped) {
      thread.interrupt();
      throw new IllegalStateException(stopped);
    }
    if (one.failures().isEmpty()) {
      delete(one.folder());
    }
    return one;
  }

  private static String stack(Throwable thrown) {
    return thrown
        + Stream.of(thrown.getStackTrace())
            .limit(12)
            .map(frame -> "\n" + frame)
            .collect(Collectors.joining());
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Nothing printed, for tests that show failures themselves. */
  static PrintStream silent() {
    return new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
