package io.github.ksmprobe.contract;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program whose probes are judged: how it is recognised, where it listens, and what each release
 * serves. kube-state-metrics is one, in {@link Contracts}; the others are read from files.
 *
 * @param name as reports name it
 * @param images what its images are called in any registry: the last segments of their names
 * @param labels what its pods have as label app.kubernetes.io/name
 * @param program its binary, without a folder
 * @param openings its listeners
 * @param flags what else moves what it serves
 * @param metricsMark by which its own metrics are known
 * @param buildInfo the metric whose label {@code version} has its version; empty without one
 * @param releases oldest first, all or those that somebody has looked at; the last is the newest
 *     that is known here
 * @param contracts oldest first
 */
public record Component(
    String name,
    Set<String> images,
    Set<String> labels,
    String program,
    List<Opening> openings,
    Flags flags,
    String metricsMark,
    String buildInfo,
    List<KsmVersion> releases,
    List<Contract> contracts) {

  /**
   * Flags of a component.
   *
   * @param overriding names a file that overrides the flags on ports, hosts and TLS
   * @param paths flags that move paths, with the values that leave them where they are
   */
  public record Flags(Optional<String> overriding, Map<String, String> paths) {
    public Flags {
      paths = Map.copyOf(paths);
    }
  }

  public Component {
    images = Set.copyOf(images);
    labels = Set.copyOf(labels);
    openings = List.copyOf(openings);
    releases = List.copyOf(releases);
    contracts = List.copyOf(contracts);
  }

  /** Whether it is kube-state-metrics, of which more is known: charts, {@code --auth-filter}. */
  public boolean isKubeStateMetrics() {
    return name.equals(Contracts.NAME);
  }

  /** Selects its pods, whose label charts and manifests mostly give the component's name. */
  public String selector() {
    return "app.kubernetes.io/name"
        + (labels.size() == 1
            ? "=" + labels.iterator().next()
            : labels.stream().sorted().collect(joining(",", " in (", ")")));
  }

  public Optional<Opening> opening(Listener listener) {
    return openings.stream().filter(opening -> opening.listener() == listener).findFirst();
  }

  /** Whether it has but one listener, which then needs no name. */
  public boolean hasOneListener() {
    return openings.size() == 1;
  }

  /** The flag that turns on TLS for all its listeners at once, where it has several. */
  public Optional<String> sharedTlsFlag() {
    List<TlsSwitch> switches = openings.stream().map(Opening::tls).distinct().toList();
    return hasOneListener() || switches.size() > 1 ? Optional.empty() : switches.getFirst().named();
  }

  /** Where its metrics tell of itself: the last listener that has any. */
  public Listener ownMetrics() {
    return openings.reversed().stream()
        .map(Opening::listener)
        .filter(
            listener ->
                contracts.stream()
                    .flatMap(contract -> contract.served(listener).stream())
                    .anyMatch(endpoint -> endpoint.path().equals(Endpoint.METRICS.path())))
        .findFirst()
        .orElse(Listener.MAIN);
  }

  /** The newest release that is known. */
  public KsmVersion newest() {
    return releases.getLast();
  }

  /** The oldest release that is known. */
  public KsmVersion oldest() {
    return releases.getFirst();
  }

  /** What the table says of a version. */
  public ContractMatch of(KsmVersion version) {
    if (version.isBefore(oldest())) {
      return new ContractMatch.Older(version);
    }
    Contract contract =
        contracts.reversed().stream()
            .filter(candidate -> !version.isBefore(candidate.since()))
            .findFirst()
            .orElseThrow();
    // A later patch of the newest minor release is beyond the table too: nobody has looked at it.
    return newest().isBefore(version)
        ? new ContractMatch.Newer(version, contract)
        : new ContractMatch.Known(version, contract);
  }

  /** Whether there is such a release or may come to be one. */
  public boolean mayHave(KsmVersion version) {
    return isKubeStateMetrics() ? Contracts.mayHave(version) : version.major() <= newest().major();
  }

  /** The first version with a contract of that kind. */
  public Optional<KsmVersion> first(Predicate<Contract> kind) {
    return contracts.stream().filter(kind).map(Contract::since).findFirst();
  }

  /** The first versions of the contracts that come after the one this version keeps. */
  public List<KsmVersion> changesAfter(KsmVersion version) {
    return contracts.stream().map(Contract::since).filter(version::isBefore).toList();
  }

  /** The last release before a version that has one. */
  public KsmVersion lastBefore(KsmVersion version) {
    return releases.reversed().stream()
        .filter(release -> release.isBefore(version))
        .findFirst()
        .orElseThrow();
  }

  /** All that any version serves, by path. */
  public List<Endpoint> endpoints() {
    return contracts.stream()
        .flatMap(contract -> Stream.of(contract.main(), contract.telemetry()))
        .flatMap(Set::stream)
        .distinct()
        .sorted(Comparator.comparing(Endpoint::path))
        .toList();
  }

  /** What the answer at a path depends on, in any version. */
  public boolean asksTheApiServer(String path) {
    return endpoints().stream()
        .anyMatch(
            endpoint ->
                endpoint.path().equals(path)
                    && endpoint.dependency() == Endpoint.Dependency.API_SERVER);
  }

  /**
   * The listeners whose landing page this HTML is; none where it is no such page. Being HTML is not
   * enough: pprof's overview is HTML too, so title and headings decide.
   */
  public Set<Listener> landingPageOf(String html) {
    return contracts.stream()
        .flatMap(contract -> contract.landingPages().stream())
        .filter(page -> page.standsIn(html))
        .map(LandingPage::listener)
        .collect(toUnmodifiableSet());
  }
}
