package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;

/**
 * A liveness probe that asks /livez restarts kube-state-metrics with an outage of the API server,
 * and the restarted process then waits for that to start at all. How short an outage does so
 * depends on the probe's patience, measured here by that of the chart's own probe.
 */
final class ApiServerCoupling {

  /** The chart's liveness probe, in every release that asks /livez. */
  private static final Duration CHART_PERIOD = Duration.ofSeconds(10);

  private static final int CHART_FAILURES = 3;

  static final Fix FIX = new Fix.BePatient(CHART_FAILURES, CHART_PERIOD);

  private ApiServerCoupling() {}

  /** Whether the container is restarted by a shorter outage than with the chart's probe. */
  static boolean isTight(Situation s) {
    Probe probe = s.probe();
    return probe.type() == ProbeType.LIVENESS
        && s.asksTheApiServer()
        && (shortest(probe).compareTo(CHART_PERIOD.multipliedBy(CHART_FAILURES - 1)) < 0
            || surely(probe).compareTo(CHART_PERIOD.multipliedBy(CHART_FAILURES)) < 0);
  }

  /**
   * From the first failed run to the last one that it takes: the least that an outage must last.
   */
  private static Duration shortest(Probe probe) {
    return probe.period().multipliedBy(probe.failureThreshold() - 1);
  }

  /** So long an outage surely meets as many runs as it takes. */
  private static Duration surely(Probe probe) {
    return probe.period().multipliedBy(probe.failureThreshold());
  }
}
