package io.github.ksmprobe.contract;

import static io.github.ksmprobe.contract.Endpoint.HEALTHZ;
import static io.github.ksmprobe.contract.Endpoint.LANDING_PAGE;
import static io.github.ksmprobe.contract.Endpoint.LIVEZ;
import static io.github.ksmprobe.contract.Endpoint.METRICS;
import static io.github.ksmprobe.contract.Endpoint.PPROF;
import static io.github.ksmprobe.contract.Endpoint.READYZ;
import static io.github.ksmprobe.contract.Listener.MAIN;
import static io.github.ksmprobe.contract.Listener.TELEMETRY;

import io.github.ksmprobe.contract.Contract.Guarded;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table: every release of kube-state-metrics v2 and the contract it keeps.
 *
 * <p>Held to the answers of real builds of every second release, which tools/measure wrote down
 * among the tests; the borders between them come from the release history.
 */
public final class Contracts {

  static final String NAME = "kube-state-metrics";

  private static final TlsSwitch TLS = new TlsSwitch.ByFile("tls-config");

  private static final Set<Guarded> METRICS_GUARDED =
      Set.of(new Guarded(MAIN, METRICS), new Guarded(TELEMETRY, METRICS));

  private static final List<Contract> TABLE =
      List.of(
          new Contract(
              new KsmVersion(2, 0, 0),
              "Both ports answer every path with the project's own landing page.",
              LandingPage.OWN,
              true,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, PPROF),
              Set.of(LANDING_PAGE, METRICS),
              Set.of()),
          new Contract(
              new KsmVersion(2, 9, 0),
              "The landing page comes from exporter-toolkit and prints the version.",
              LandingPage.TOOLKIT,
              true,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, PPROF),
              Set.of(LANDING_PAGE, METRICS),
              Set.of()),
          new Contract(
              new KsmVersion(2, 13, 0),
              "/livez appears on main and /readyz on telemetry.",
              LandingPage.TOOLKIT,
              true,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, LIVEZ, PPROF),
              Set.of(LANDING_PAGE, METRICS, READYZ),
              Set.of()),
          new Contract(
              new KsmVersion(2, 14, 0),
              "Unknown paths get 404: a probe that passed by accident fails.",
              LandingPage.TOOLKIT,
              false,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, LIVEZ, PPROF),
              Set.of(LANDING_PAGE, METRICS, READYZ),
              Set.of()),
          new Contract(
              new KsmVersion(2, 16, 0),
              "--auth-filter can ask for a token at /metrics of both ports.",
              LandingPage.TOOLKIT,
              false,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, LIVEZ, PPROF),
              Set.of(LANDING_PAGE, METRICS, READYZ),
              METRICS_GUARDED),
          new Contract(
              new KsmVersion(2, 19, 0),
              "/debug/pprof/ moves from main to telemetry, behind --auth-filter there.",
              LandingPage.TOOLKIT,
              false,
              Set.of(LANDING_PAGE, METRICS, HEALTHZ, LIVEZ),
              Set.of(LANDING_PAGE, METRICS, READYZ, PPROF),
              Set.of(
                  new Guarded(MAIN, METRICS),
                  new Guarded(TELEMETRY, METRICS),
                  new Guarded(TELEMETRY, PPROF))));

  private static final List<KsmVersion> RELEASES =
      Stream.of(
              "2.0.0", "2.1.0", "2.1.1", "2.2.0", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3.0",
              "2.4.0", "2.4.1", "2.4.2", "2.5.0", "2.6.0", "2.7.0", "2.8.0", "2.8.1", "2.8.2",
              "2.9.0", "2.9.1", "2.9.2", "2.10.0", "2.10.1", "2.11.0", "2.12.0", "2.13.0", "2.14.0",
              "2.15.0", "2.16.0", "2.17.0", "2.18.0", "2.19.0", "2.19.1", "2.20.0")
          .map(release -> KsmVersion.parse(release).orElseThrow())
          .toList();

  /** Nobody has looked for releases after that day, of kube-state-metrics or of the charts. */
  private static final LocalDate KNOWN_UNTIL = LocalDate.of(2026, 8, 31);

  /** kube-state-metrics as one component among others. */
  public static final Component KUBE_STATE_METRICS =
      new Component(
          NAME,
          Set.of(NAME),
          Set.of(NAME),
          NAME,
          List.of(
              Opening.byHostAndPort(MAIN, 8080, "host", "port", TLS),
              Opening.byHostAndPort(TELEMETRY, 8081, "telemetry-host", "telemetry-port", TLS)),
          new Component.Flags(Optional.of("config"), Map.of()),
          "kube_",
          "kube_state_metrics_build_info",
          RELEASES,
          TABLE);

  private Contracts() {}

  /** All contracts, oldest first. */
  public static List<Contract> all() {
    return TABLE;
  }

  /** All known releases, oldest first. */
  public static List<KsmVersion> releases() {
    return RELEASES;
  }

  /** The newest release that the table knows. */
  public static KsmVersion newest() {
    return RELEASES.getLast();
  }

  /** The day up to which the releases are known here. */
  public static LocalDate knownUntil() {
    return KNOWN_UNTIL;
  }

  /**
   * Whether kube-state-metrics has such a release or may come to have it. The lines before v2 are
   * closed, and what comes after the newest line is more often another product's version.
   */
  public static boolean mayHave(KsmVersion version) {
    return switch (version.major()) {
      case 0 -> version.minor() >= 1 && version.minor() <= 5;
      case 1 -> version.minor() <= 9;
      default -> version.major() <= newest().major();
    };
  }

  public static ContractMatch of(KsmVersion version) {
    return KUBE_STATE_METRICS.of(version);
  }

  /** The first version with a contract of that kind. */
  public static KsmVersion first(Predicate<Contract> kind) {
    return KUBE_STATE_METRICS.first(kind).orElseThrow();
  }

  /** The last release before a version that has one. */
  public static KsmVersion lastBefore(KsmVersion version) {
    return KUBE_STATE_METRICS.lastBefore(version);
  }

  /** The first versions of the contracts that come after the one this version keeps. */
  public static List<KsmVersion> changesAfter(KsmVersion version) {
    return KUBE_STATE_METRICS.changesAfter(version);
  }
}
