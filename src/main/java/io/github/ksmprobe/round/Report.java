package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one round found.
 *
 * @param pods one report for each target
 * @param finishedAt when the round ended
 * @param took how long it took
 * @param interval how long after its start the next one starts
 */
public record Report(List<PodReport> pods, Instant finishedAt, Duration took, Duration interval) {
  public Report {
    pods = List.copyOf(pods);
    requireNonNull(finishedAt);
    requireNonNull(took);
    requireNonNull(interval);
  }
}
