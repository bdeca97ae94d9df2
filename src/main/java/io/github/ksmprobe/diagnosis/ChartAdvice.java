package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.ChartHint.DoSo;
import io.github.ksmprobe.diagnosis.ChartHint.DoesSoFrom;
import io.github.ksmprobe.diagnosis.ChartHint.OnlyWithProxies;
import io.github.ksmprobe.diagnosis.ChartHint.Releases;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the releases of the kube-state-metrics chart add to a fix. Every version in it is asked of
 * the eras, so that it follows when a chart is repaired.
 *
 * @param eras oldest first
 */
record ChartAdvice(List<Era> eras) {

  /** Of all releases that are known here. */
  static final ChartAdvice KNOWN = new ChartAdvice(Eras.all());

  private static final String LABEL = "helm.sh/chart";
  private static final String PREFIX = ChartRelease.KSM_CHART + "-";

  ChartAdvice {
    eras = List.copyOf(eras);
  }

  /** Which release reads /readyz where it is served, for pods of releases before that. */
  Optional<ChartHint> readyzOnTelemetry(Situation s) {
    Optional<ChartVersion> moved =
        eras.stream().filter(ChartAdvice::asksTelemetry).map(Era::first).findFirst();
    if (!s.pod().component().isKubeStateMetrics() || moved.isEmpty() || isFrom(s, moved.get())) {
      return Optional.empty();
    }
    // With its proxies the later releases bring other failures.
    return Optional.of(
        s.pod().proxies().isEmpty() ? new DoesSoFrom(moved.get()) : new OnlyWithProxies(working()));
  }

  /** Which release leaves out the host that leads to the node. */
  Optional<ChartHint> withoutHost(Situation s) {
    Predicate<Era> wrong = of(Proxied.TO_THE_NODES_LOOPBACK);
    return eras.stream()
        .dropWhile(wrong.negate())
        .filter(wrong.negate())
        .findFirst()
        .filter(_ -> isOne(s, wrong))
        .map(repaired -> new DoesSoFrom(repaired.first()));
  }

  /** Which release listens where the probes go past the proxy, or has them let through. */
  Optional<ChartHint> notPastTheProxy(Situation s) {
    boolean passing = isOne(s, of(Proxied.PAST_THE_PROXY).and(ChartAdvice::asksTelemetry));
    return !s.pod().proxies().isEmpty() && passing
        ? Optional.of(new OnlyWithProxies(working()))
        : Optional.empty();
  }

  /** Which releases have their proxies let the probes through, for pods of those that do not. */
  Optional<ChartHint> lettingThrough(Situation s) {
    return isOne(s, of(Proxied.ASKED_FOR_A_TOKEN))
        ? Optional.of(new DoSo(working()))
        : Optional.empty();
  }

  /** What brings a proxy to the port of a probe; empty where no chart is known to. */
  Optional<Fix> proxyOn(Situation s) {
    if (s.pod().proxies().isEmpty()) {
      return Optional.empty();
    }
    String port = s.at().port();
    if (isOne(s, of(Proxied.LET_THROUGH))) {
      return Optional.of(new Fix.SetSelfMonitor(port));
    }
    return isOne(s, of(Proxied.ASKED_FOR_A_TOKEN))
        ? Optional.of(new Fix.UseChart(working(), port))
        : Optional.empty();
  }

  /** Which release declares the ports that it probes by name behind proxies, if any does. */
  Optional<Fix> declaringPorts(Situation s) {
    Optional<Era> first = eras.stream().filter(of(Proxied.LET_THROUGH_BY_NAME)).findFirst();
    if (s.pod().proxies().isEmpty() || first.isEmpty() || !isFrom(s, first.get().first())) {
      return Optional.empty();
    }
    Optional<ChartVersion> repaired =
        eras.stream()
            .dropWhile(of(Proxied.LET_THROUGH_BY_NAME).negate())
            .filter(of(Proxied.LET_THROUGH))
            .map(Era::first)
            .findFirst();
    if (repaired.isEmpty()) {
      return Optional.of(new Fix.NoChartDeclares(eras.getLast().last()));
    }
    return repaired.filter(release -> !isFrom(s, release)).map(Fix.ChartDeclaresFrom::new);
  }

  /** The releases whose proxies let the probes through to ports that are found. */
  private List<Releases> working() {
    return eras.stream()
        .filter(of(Proxied.LET_THROUGH))
        .map(
            era ->
                new Releases(
                    era.first(), Optional.of(era.last()).filter(_ -> !era.equals(eras.getLast()))))
        .toList();
  }

  private static boolean asksTelemetry(Era era) {
    return era.probes().readinessOn() == Listener.TELEMETRY;
  }

  private static Predicate<Era> of(Proxied proxied) {
    return era -> era.proxied() == proxied;
  }

  private boolean isOne(Situation s, Predicate<Era> kind) {
    return version(s)
        .filter(version -> eras.stream().filter(kind).anyMatch(era -> era.contains(version)))
        .isPresent();
  }

  private static boolean isFrom(Situation s, ChartVersion first) {
    return version(s).filter(version -> !version.isBefore(first)).isPresent();
  }

  /** The release that rendered the pod, as its label says. */
  static Optional<ChartVersion> version(Situation s) {
    return Optional.ofNullable(s.pod().workload().labels().get(LABEL))
        .filter(label -> label.startsWith(PREFIX))
        .flatMap(label -> ChartVersion.leading(label.substring(PREFIX.length())));
  }
}
