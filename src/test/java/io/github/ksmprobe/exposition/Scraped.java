package io.github.ksmprobe.exposition;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.ApiUse;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one scrape brings after some rounds, with everything that the exporter says of itself. */
public final class Scraped {

  private static final Pattern PART_OF_A_HISTOGRAM = Pattern.compile("_(?:bucket|sum|count)$");

  private final MetricSnapshots snapshots;
  private final String text;

  private Scraped(MetricSnapshots snapshots) {
    this.snapshots = snapshots;
    this.text = UnservedExporter.text(snapshots);
  }

  /** After one round on these pods, where the API server always answered. */
  public static Scraped after(Cardinality detail, List<PodReport> pods) {
    ApiUse.Call list = new ApiUse.Call("list", "200");
    ApiUse.Call watch = new ApiUse.Call("watch", "200");
    return after(detail, Map.of(list, 1L, watch, 1L), List.of(pods));
  }

  /**
   * After rounds in which all that can happen happened to one pod, and in the last also to others.
   */
  public static Scraped ofEverything(Cardinality detail) {
    boolean inside = detail != Cardinality.CLUSTER;
    List<List<PodReport>> rounds = new ArrayList<>(WatchedPods.sick(inside));
    List<PodReport> last = new ArrayList<>(WatchedPods.demo(inside));
    last.addAll(rounds.getLast());
    rounds.add(last);
    return after(detail, Map.of(new ApiUse.Call("list", "200"), 1L), rounds);
  }

  /** The same after several rounds, where the API server was asked so often. */
  static Scraped after(
      Cardinality detail, Map<ApiUse.Call, Long> asked, List<List<PodReport>> rounds) {
    UnservedExporter exporter =
        new UnservedExporter(detail, () -> new ApiUse.Counts(Optional.of(true), asked));
    for (List<PodReport> pods : rounds) {
      exporter.accept(
          new Report(pods, Instant.EPOCH, Duration.ofMillis(20), Duration.ofSeconds(15)));
    }
    return new Scraped(exporter.snapshots());
  }

  /** What a scrape brings now. */
  public static Scraped of(Exposition exposition) {
    return new Scraped(exposition.scrape());
  }

  /** As the library has it. */
  public MetricSnapshots snapshots() {
    return snapshots;
  }

  /** As Prometheus reads it. */
  public String text() {
    return text;
  }

  /** The lines that are samples. */
  public List<String> samples() {
    return text.lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** How many samples each metric has; buckets, sum and count are one metric's. */
  public Map<String, Long> byMetric() {
    return samples().stream()
        .map(line -> line.split("[{ ]", 2)[0])
        .map(name -> PART_OF_A_HISTOGRAM.matcher(name).replaceFirst(""))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }
}
