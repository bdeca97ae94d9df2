package io.github.ksmprobe.diagnosis;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.charts.Umbrellas;
import io.github.ksmprobe.contract.Listener;
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
  String readyzOnTelemetry(Situation s) {
    Optional<ChartVersion> moved =
        eras.stream().filter(ChartAdvice::asksTelemetry).map(Era::first).findFirst();
    if (moved.isEmpty() || isFrom(s, moved.get())) {
      return "";
    }
    // With its proxies the later releases bring other failures.
    return s.pod().proxies().isEmpty() ? doesSoFrom(moved.get()) : "; " + onlyWithProxies();
  }

  /** Which release leaves out the host that leads to the node. */
  String withoutHost(Situation s) {
    Predicate<Era> wrong = of(Proxied.TO_THE_NODES_LOOPBACK);
    Optional<ChartVersion> repaired =
        eras.stream().dropWhile(wrong.negate()).filter(wrong.negate()).map(Era::first).findFirst();
    return isOne(s, wrong) ? repaired.map(ChartAdvice::doesSoFrom).orElse("") : "";
  }

  /** Which release listens where the probes go past the proxy, or has them let through. */
  String notPastTheProxy(Situation s) {
    boolean passing = isOne(s, of(Proxied.PAST_THE_PROXY).and(ChartAdvice::asksTelemetry));
    return !s.pod().proxies().isEmpty() && passing ? "; " + onlyWithProxies() : "";
  }

  /** Which releases have their proxies let the probes through, for pods of those that do not. */
  String lettingThrough(Situation s) {
    return isOne(s, of(Proxied.ASKED_FOR_A_TOKEN))
        ? " (charts " + working() + " of kube-state-metrics do, with selfMonitor.enabled)"
        : "";
  }

  /** What brings a proxy to the port of a probe; empty where no chart is known to. */
  Optional<String> proxyOn(Situation s) {
    if (s.pod().proxies().isEmpty()) {
      return Optional.empty();
    }
    String port = " on port " + PortWording.port(s) + ".";
    if (isOne(s, of(Proxied.LET_THROUGH))) {
      return Optional.of(
          "Set selfMonitor.enabled=true: only then does this chart put a proxy" + port);
    }
    return isOne(s, of(Proxied.ASKED_FOR_A_TOKEN))
        ? Optional.of(
            "Use one of the kube-state-metrics charts "
                + working()
                + " with selfMonitor.enabled=true: the chart in use puts no proxy"
                + port)
        : Optional.empty();
  }

  /** Which release declares the ports that it probes by name behind proxies, if any does. */
  String declaringPorts(Situation s) {
    Optional<Era> first = eras.stream().filter(of(Proxied.LET_THROUGH_BY_NAME)).findFirst();
    if (s.pod().proxies().isEmpty() || first.isEmpty() || !isFrom(s, first.get().first())) {
      return "";
    }
    Optional<ChartVersion> repaired =
        eras.stream()
            .dropWhile(of(Proxied.LET_THROUGH_BY_NAME).negate())
            .filter(of(Proxied.LET_THROUGH))
            .map(Era::first)
            .findFirst();
    if (repaired.isEmpty()) {
      return " No chart release up to "
          + eras.getLast().last()
          + " does so with kubeRBACProxy.enabled (helm-charts#6164).";
    }
    return isFrom(s, repaired.get())
        ? ""
        : " With kubeRBACProxy.enabled the kube-state-metrics chart does so from "
            + Umbrellas.since(repaired.get())
            + ".";
  }

  private String onlyWithProxies() {
    return "of the kube-state-metrics charts with kubeRBACProxy.enabled only "
        + working()
        + " do so, with selfMonitor.enabled";
  }

  /** The releases whose proxies let the probes through to ports that are found. */
  String working() {
    return eras.stream().filter(of(Proxied.LET_THROUGH)).map(this::range).collect(joining(", "));
  }

  private String range(Era era) {
    if (era.equals(eras.getLast())) {
      return era.first() + " and later";
    }
    return era.first().equals(era.last())
        ? era.first().toString()
        : era.first() + " to " + era.last();
  }

  private static String doesSoFrom(ChartVersion first) {
    return "; the kube-state-metrics chart does so from " + Umbrellas.since(first);
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
