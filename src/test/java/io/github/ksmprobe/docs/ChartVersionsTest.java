package io.github.ksmprobe.docs;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Image;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.charts.Umbrella;
import io.github.ksmprobe.charts.Umbrellas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what alerts and documentation say of chart releases to the table of eras. */
class ChartVersionsTest {

  private static final String VERSION = "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}";
  private static final String OURS =
      "(?<![\\w.-])(?<!Vert\\.x )(?<!Grafana )([4-9]\\.[0-9]{1,2}\\.[0-9]{1,2})(?![0-9]|\\.[0-9])";
  private static final Pattern RANGE = Pattern.compile(OURS + " to " + OURS);
  private static final Pattern UP_TO = Pattern.compile("up to " + OURS);
  private static final Pattern ANY = Pattern.compile(OURS);
  private static final Pattern UMBRELLA =
      Pattern.compile(
          "(kube-prometheus-stack|(?<![/`-])prometheus) (?:from )?("
              + VERSION
              + ")(?: to ("
              + VERSION
              + "))?");

  /**
   * Where the chart's values know containers, and --auth-filter: no probe changes, no era begins.
   */
  private static final List<ChartVersion> NEW_VALUES = List.of(version("5.14.0"), version("7.6.0"));

  @Test
  void alerts_and_pages_name_releases_as_the_table_has_them() throws IOException {
    for (Path file : texts()) {
      assertEquals(List.of(), wrong(Files.readString(file), Eras.all()), file.toString());
    }
  }

  @Test
  void a_chart_that_is_repaired_makes_the_texts_untrue() throws IOException {
    List<Era> eras = new ArrayList<>(Eras.all());
    Era last = eras.getLast();
    ChartVersion repair = new ChartVersion(last.last().major() + 1, 0, 0);
    Image image = new Image(repair, last.images().getLast().version());
    eras.add(
        new Era(
            repair,
            repair,
            "Repaired.",
            List.of(image),
            last.layout(),
            last.probes(),
            Proxied.LET_THROUGH));
    String alerts = Files.readString(Path.of("alerts/ksm-probe-exporter.rules.yaml"));
    assertEquals(
        List.of(
            "up to " + last.last() + ": the newest is " + repair,
            "6.1.3 to 6.2.0 work with proxies, and so does " + repair),
        wrong(alerts, eras));
  }

  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>();
    texts.add(Path.of("alerts/ksm-probe-exporter.rules.yaml"));
    texts.add(Path.of("README.md"));
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(texts::add);
    }
    return texts;
  }

  private static List<String> wrong(String text, List<Era> eras) {
    List<String> wrong = new ArrayList<>();
    Map<ChartVersion, Era> byLast = eras.stream().collect(toMap(Era::last, Function.identity()));
    Map<ChartVersion, Era> byFirst = eras.stream().collect(toMap(Era::first, Function.identity()));
    List<ChartVersion> begins =
        eras.stream().flatMap(era -> era.images().stream()).map(Image::from).toList();
    for (MatchResult range : found(RANGE, text)) {
      if (!byFirst.containsKey(version(range.group(1)))
          || !byLast.containsKey(version(range.group(2)))) {
        wrong.add(range.group() + ": no eras have these borders");
      }
    }
    ChartVersion newest = eras.getLast().last();
    for (MatchResult upTo : found(UP_TO, text)) {
      if (!version(upTo.group(1)).equals(newest)) {
        wrong.add(upTo.group() + ": the newest is " + newest);
      }
    }
    for (MatchResult any : found(ANY, text)) {
      ChartVersion version = version(any.group(1));
      boolean border = begins.contains(version) || byLast.containsKey(version);
      boolean command = text.startsWith("--version ", Math.max(0, any.start() - 10));
      if (!border && !command && !NEW_VALUES.contains(version)) {
        wrong.add(version + ": nothing begins or ends there");
      }
    }
    workingProxies(text, eras, wrong);
    umbrellas(text, wrong);
    return wrong;
  }

  /** Whoever names the first releases whose proxies let the probes through names all. */
  private static void workingProxies(String text, List<Era> eras, List<String> wrong) {
    List<Era> working = eras.stream().filter(era -> era.proxied() == Proxied.LET_THROUGH).toList();
    String first = working.getFirst().first() + " to " + working.getFirst().last();
    for (String line : text.lines().filter(line -> line.contains(first)).toList()) {
      working.stream()
          .filter(era -> !line.contains(era.first().toString()))
          .forEach(era -> wrong.add(first + " work with proxies, and so does " + era.first()));
    }
  }

  private static void umbrellas(String text, List<String> wrong) {
    for (MatchResult named : found(UMBRELLA, text)) {
      List<Umbrella> table = Umbrellas.named(named.group(1));
      ChartVersion first = version(named.group(2));
      boolean begins =
          Eras.all().stream()
              .flatMap(era -> Umbrellas.firstWith(era.first(), named.group(1)).stream())
              .anyMatch(first::equals);
      boolean ends =
          named.group(3) == null
              || table.stream().map(Umbrella::last).anyMatch(version(named.group(3))::equals);
      if (!begins || !ends) {
        wrong.add(named.group() + ": no era begins or ends with it");
      }
    }
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static ChartVersion version(String text) {
    return ChartVersion.parse(text).orElseThrow();
  }
}
