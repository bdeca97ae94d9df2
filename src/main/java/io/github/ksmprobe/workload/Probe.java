package io.github.ksmprobe.workload;

import java.time.Duration;
import java.util.List;

/**
 * A configured probe with the API's defaults applied.
 *
 * @param type startup, liveness or readiness
 * @param handler what it does
 * @param timeout one budget for dial, TLS, request, redirects and body; 1 s by default
 * @param period between two runs; 10 s by default
 * @param failureThreshold failures in a row until the state turns; 3 by default
 * @param initialDelay from the start of the container to the first run; none by default
 * @param unknownFields that a newer Kubernetes may know; the probe is judged without them
 */
public record Probe(
    ProbeType type,
    Handler handler,
    Duration timeout,
    Duration period,
    int failureThreshold,
    Duration initialDelay,
    List<String> unknownFields) {

  /** The API's default for {@code timeoutSeconds}. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

  /** The API's default for {@code periodSeconds}. */
  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);

  /** The API's default for {@code failureThreshold}. */
  public static final int DEFAULT_FAILURE_THRESHOLD = 3;

  public Probe {
    unknownFields = List.copyOf(unknownFields);
    timeout = orDefault(timeout, DEFAULT_TIMEOUT);
    period = orDefault(period, DEFAULT_PERIOD);
    failureThreshold = failureThreshold == 0 ? DEFAULT_FAILURE_THRESHOLD : failureThreshold;
  }

  /** A probe of which every field is known. */
  public Probe(
      ProbeType type,
      Handler handler,
      Duration timeout,
      Duration period,
      int failureThreshold,
      Duration initialDelay) {
    this(type, handler, timeout, period, failureThreshold, initialDelay, List.of());
  }

  /** A probe that runs from the start. */
  public Probe(
      ProbeType type, Handler handler, Duration timeout, Duration period, int failureThreshold) {
    this(type, handler, timeout, period, failureThreshold, Duration.ZERO);
  }

  public static Probe of(ProbeType type, Handler handler) {
    return new Probe(type, handler, Duration.ZERO, Duration.ZERO, 0);
  }

  private static Duration orDefault(Duration value, Duration fallback) {
    // The API server turns 0 into the default, so a manifest's 0 means the same.
    return value.isZero() ? fallback : value;
  }
}
