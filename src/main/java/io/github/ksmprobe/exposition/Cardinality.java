package io.github.ksmprobe.exposition;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Settings;

/**
 * How many series there are: decided here for every family, and by nothing that changes while the
 * process lives, or counters would go back.
 */
public enum Cardinality {
  /** Everything, also what is 0. */
  FULL,
  /** What the questions of an operator need. */
  SIDECAR,
  /** The same for a thousand pods in one process. */
  CLUSTER;

  /** What these settings ask for. */
  public static Cardinality of(Settings settings) {
    return switch (settings.detail()) {
      case FULL -> FULL;
      case DEFAULT -> settings.discovery() instanceof Cluster ? CLUSTER : SIDECAR;
    };
  }

  /** Whether one of several exclusive gauges is shown. */
  boolean shows(boolean value) {
    return value || this == FULL;
  }

  /** Whether the failures of an endpoint are counted by their reason, too. */
  boolean hasReasonsByEndpoint() {
    return this == FULL;
  }

  /** Whether a reason for which nothing failed yet is there, with 0. */
  boolean startsAtZero() {
    return this != CLUSTER;
  }

  boolean hasLatencies() {
    return this != CLUSTER;
  }

  /** The upper bounds of the latencies' classic buckets, in seconds. */
  double[] bounds() {
    return switch (this) {
      case FULL -> new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
      // A probe waits for 1 s, the chart's for 5 s.
      case SIDECAR -> new double[] {0.01, 0.1, 1, 5};
      case CLUSTER -> new double[0];
    };
  }
}
