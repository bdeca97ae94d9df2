package io.github.ksmprobe.exposition;

import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Questions;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which series there are: those of one component, as many as are wanted.
 *
 * @param detail how many
 * @param component that is watched
 * @param served what any version of it serves: that does not change when the running one becomes
 *     known
 */
public record Series(Cardinality detail, Component component, Map<Listener, Set<String>> served) {

  /** What that component serves is looked up. */
  Series(Cardinality detail, Component component) {
    this(
        detail,
        component,
        Arrays.stream(Listener.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    listener -> listener, listener -> served(component, listener))));
  }

  /** What these settings ask for. */
  public static Series of(Settings settings) {
    return new Series(Cardinality.of(settings), settings.component());
  }

  /** Those of kube-state-metrics. */
  public static Series of(Cardinality detail) {
    return new Series(detail, Contracts.KUBE_STATE_METRICS);
  }

  /** What all series have in common that one process counts. */
  Labels constant() {
    return LabelSets.component(component);
  }

  /** Whether there are gauges of that endpoint. */
  boolean shows(Listener listener, String path) {
    return switch (detail) {
      case FULL -> true;
      // What it answers is in the verdicts on all others.
      case SIDECAR -> !path.equals(Questions.CONTROL_PATH);
      case CLUSTER -> isServed(listener, path);
    };
  }

  /** Whether that endpoint has counters and latencies of its own. */
  boolean counts(Listener listener, String path) {
    return detail == Cardinality.FULL || isServed(listener, path);
  }

  private boolean isServed(Listener listener, String path) {
    return served.getOrDefault(listener, Set.of()).contains(path);
  }

  private static Set<String> served(Component component, Listener listener) {
    return component.contracts().stream()
        .map((Contract contract) -> contract.served(listener))
        .flatMap(Set::stream)
        .map(Endpoint::path)
        .filter(path -> !path.equals(Endpoint.LANDING_PAGE.path()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
