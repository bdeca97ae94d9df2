package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartPod;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Image;
import io.github.ksmprobe.charts.Era.Layout;
import io.github.ksmprobe.charts.Era.Probes;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A release of the kube-state-metrics chart as Helm rendered it.
 *
 * @param release of the chart, as its label says
 * @param image the kube-state-metrics that it brings
 * @param pods by the values that they were rendered with, as {@code --set} takes them
 */
record RenderedChart(ChartVersion release, KsmVersion image, Map<String, Workload> pods) {

  /** The name of the file that no value was set for. */
  static final String DEFAULT = "default";

  private static final String ENDING = ".yaml";

  RenderedChart {
    pods = new TreeMap<>(pods);
  }

  /** Reads {@code default.yaml}, {@code hostNetwork=true.yaml} and so on. */
  static RenderedChart read(Path folder) throws IOException {
    Map<String, Workload> pods = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(ENDING)).toList()) {
        String name = file.getFileName().toString();
        pods.put(name.substring(0, name.length() - ENDING.length()), ksm(file));
      }
    }
    Workload one =
        Optional.ofNullable(pods.get(DEFAULT))
            .orElseThrow(() -> new IOException(folder + " has no " + DEFAULT + ENDING));
    String label = one.labels().getOrDefault("helm.sh/chart", "");
    ChartRelease release =
        ChartRelease.parse(label)
            .orElseThrow(() -> new IOException(folder + ": no label helm.sh/chart to read"));
    KsmVersion image =
        KsmVersion.findIn(KsmPod.of(one).orElseThrow().ksm().image())
            .orElseThrow(() -> new IOException(folder + ": no version in the image"));
    return new RenderedChart(release.version(), image, pods);
  }

  private static Workload ksm(Path file) throws IOException {
    return ManifestReader.read(file).workloads().stream()
        .filter(workload -> KsmPod.of(workload).isPresent())
        .findFirst()
        .orElseThrow(() -> new IOException(file + " has no kube-state-metrics"));
  }

  /** What the table should say of it. */
  ChartFinding finding() {
    Optional<Era> own = Eras.of(release);
    Era known = own.orElse(Eras.all().getLast());
    if (isRenderedBy(known)) {
      return own.isPresent()
          ? new ChartFinding.Agrees(release)
          : new ChartFinding.Continues(release, image, known.last());
    }
    List<String> differences = differences(known);
    return rows(known)
        .filter(this::isRenderedBy)
        .findFirst()
        .<ChartFinding>map(row -> new ChartFinding.Begins(release, row, differences))
        .orElseGet(() -> new ChartFinding.Unsayable(release, differences));
  }

  private boolean isRenderedBy(Era era) {
    return differences(era).isEmpty();
  }

  /** Its facts that the era's pod lacks, and the reverse, by values. */
  private List<String> differences(Era era) {
    List<String> lines = new ArrayList<>();
    pods.forEach(
        (set, pod) -> {
          NavigableSet<String> real = PodFacts.of(pod);
          NavigableSet<String> said = PodFacts.of(ChartPod.of(set, span(era), values(set)));
          real.stream()
              .filter(fact -> !said.contains(fact))
              .forEach(f -> lines.add(set + ": + " + f));
          said.stream()
              .filter(fact -> !real.contains(fact))
              .forEach(f -> lines.add(set + ": - " + f));
        });
    return lines;
  }

  /** Every row that could be written, those most like the known one first. */
  private Stream<Era> rows(Era known) {
    return firstly(known.layout(), Layout.values())
        .flatMap(
            layout ->
                firstly(known.proxied(), Proxied.values())
                    .flatMap(
                        proxied ->
                            firstly(known.probes().readinessOn(), Listener.values())
                                .map(on -> row(layout, proxied, on))));
  }

  private static <T> Stream<T> firstly(T first, T[] all) {
    List<T> latestFirst = Arrays.asList(all).reversed();
    return Stream.concat(Stream.of(first), latestFirst.stream().filter(one -> !one.equals(first)));
  }

  private Era row(Layout layout, Proxied proxied, Listener readinessOn) {
    Probes probes =
        new Probes(
            path(ChartValue.STARTUP_PROBE.key() + "=true", ProbeType.STARTUP),
            path(DEFAULT, ProbeType.LIVENESS),
            path(DEFAULT, ProbeType.READINESS),
            readinessOn);
    return new Era(
        release, release, "", List.of(new Image(release, image)), layout, probes, proxied);
  }

  private String path(String set, ProbeType type) {
    return Optional.ofNullable(pods.get(set)).flatMap(KsmPod::of).stream()
        .flatMap(pod -> pod.ksm().probe(type).stream())
        .flatMap(
            probe -> probe.handler() instanceof HttpGet get ? Stream.of(get.path()) : Stream.of())
        .findFirst()
        .orElse("");
  }

  private ChartSpan span(Era era) {
    return new ChartSpan(release, Optional.of(release), era, image);
  }

  static ChartValues values(String set) {
    ChartValues values = ChartValues.DEFAULTS;
    if (set.equals(DEFAULT)) {
      return values;
    }
    for (String assignment : set.split(",", -1)) {
      String[] parts = assignment.split("=", 2);
      values = values.with(ChartValue.of(parts[0]).orElseThrow(), parts[1]);
    }
    return values;
  }
}
