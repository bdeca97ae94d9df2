package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.charts.ChartVersion;
import java.util.List;
import java.util.Optional;

/** Which releases of the kube-state-metrics chart already do what a fix wants. */
public sealed interface ChartHint {

  record DoesSoFrom(ChartVersion first) implements ChartHint {}

  /** With {@code kubeRBACProxy.enabled} no others, and these with {@code selfMonitor.enabled}. */
  record OnlyWithProxies(List<Releases> releases) implements ChartHint {}

  /** With {@code selfMonitor.enabled}. */
  record DoSo(List<Releases> releases) implements ChartHint {}

  /**
   * Releases in a row.
   *
   * @param first of them
   * @param last of them; empty where it is the newest that is known, and no end is in sight
   */
  record Releases(ChartVersion first, Optional<ChartVersion> last) {}
}
