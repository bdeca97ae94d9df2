package io.github.ksmprobe.dashboards.worlds;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A fleet that was watched for a while. Worlds lie hours apart, so that one Prometheus keeps them
 * all and no label need tell them apart.
 *
 * @param name of the world, and of its folder of expectations
 * @param now when somebody looks at the dashboards
 * @param interval from round to round, and from scrape to scrape
 * @param exporters that are scraped
 * @param others that are scraped, kube-state-metrics itself first of all: their labels, and the
 *     metrics that are 1 there
 */
public record ObservedWorld(
    String name,
    Instant now,
    Duration interval,
    List<ScrapedProcess> exporters,
    Map<Map<String, String>, List<String>> others) {

  /** How long it was watched. */
  static final Duration WATCHED = Duration.ofMinutes(90);

  // So much is written at once: what lies further back than an hour Prometheus would refuse.
  private static final Duration SLICE = Duration.ofMinutes(20);

  /** The name as a test's name. */
  @Override
  public String toString() {
    return name;
  }

  Instant begin() {
    return now.minus(WATCHED);
  }

  /** Lets that time pass, and gives away what Prometheus would have scraped. */
  void pass(Consumer<Collection<Series>> written) {
    Map<Map<String, String>, Map<String, Series>> kept = new HashMap<>();
    Map<ScrapedProcess, Set<String>> there = new HashMap<>();
    Instant nextWrite = begin().plus(SLICE);
    for (Instant at = begin(); !at.isAfter(now); at = at.plus(interval)) {
      for (ScrapedProcess exporter : exporters) {
        Map<String, Series> series = of(exporter.labels(), kept);
        there.put(exporter, scrape(exporter, at, there.getOrDefault(exporter, Set.of()), series));
      }
      for (var other : others.entrySet()) {
        for (String metric : other.getValue()) {
          series(metric, other.getKey(), of(other.getKey(), kept)).add(at, 1);
        }
      }
      if (!at.isBefore(nextWrite)) {
        write(kept, written);
        nextWrite = nextWrite.plus(SLICE);
      }
    }
    write(kept, written);
  }

  private static void write(
      Map<Map<String, String>, Map<String, Series>> kept, Consumer<Collection<Series>> written) {
    kept.values().forEach(series -> written.accept(series.values()));
    kept.clear();
  }

  // What was there and is not any more ends here, as after any scrape.
  private Set<String> scrape(
      ScrapedProcess exporter, Instant at, Set<String> before, Map<String, Series> kept) {
    Set<String> found = new HashSet<>();
    var text = exporter.scrape(at, interval);
    text.stream()
        .flatMap(String::lines)
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              String name = line.substring(0, space);
              double value = Double.parseDouble(line.substring(space + 1));
              series(name, exporter.labels(), kept).add(at, value);
              found.add(name);
            });
    before.stream()
        .filter(name -> !found.contains(name))
        .forEach(name -> series(name, exporter.labels(), kept).add(at, Series.STALE));
    series("up", exporter.labels(), kept).add(at, text.isPresent() ? 1 : 0);
    return found;
  }

  private static Map<String, Series> of(
      Map<String, String> labels, Map<Map<String, String>, Map<String, Series>> kept) {
    return kept.computeIfAbsent(labels, _ -> new HashMap<>());
  }

  private static Series series(String name, Map<String, String> labels, Map<String, Series> kept) {
    return kept.computeIfAbsent(
        name,
        _ -> {
          Series scraped = Series.named(name);
          scraped.labels().putAll(labels);
          return scraped;
        });
  }
}
