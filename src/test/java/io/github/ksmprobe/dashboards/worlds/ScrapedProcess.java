package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.UnservedExporter;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.ApiUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exporter that Prometheus scrapes right after each round.
 *
 * @param labels that Prometheus gives to all that it brings
 * @param detail as its command line has it
 * @param lives of the pods that it looks at
 * @param dies when it does not answer any more
 * @param exporter itself
 */
record ScrapedProcess(
    Map<String, String> labels,
    Cardinality detail,
    List<Life> lives,
    Instant dies,
    UnservedExporter exporter) {

  ScrapedProcess(Map<String, String> labels, Cardinality detail, List<Life> lives) {
    this(labels, detail, lives, Instant.MAX, exporter(detail));
  }

  ScrapedProcess dyingAt(Instant moment) {
    return new ScrapedProcess(labels, detail, lives, moment, exporter);
  }

  /** What it answers after a round; empty where it does not. */
  Optional<String> scrape(Instant now, Duration interval) {
    if (!now.isBefore(dies)) {
      return Optional.empty();
    }
    boolean inside = detail != Cardinality.CLUSTER;
    List<PodReport> pods =
        lives.stream().flatMap(life -> life.roundAt(now, inside, interval).stream()).toList();
    exporter.accept(new Report(pods, now, Duration.ofMillis(20), interval));
    return Optional.of(exporter.text());
  }

  private static UnservedExporter exporter(Cardinality detail) {
    ApiUse.Call list = new ApiUse.Call("list", "200");
    return new UnservedExporter(
        detail, () -> new ApiUse.Counts(Optional.of(true), Map.of(list, 1L)));
  }
}
