package io.github.ksmprobe.round;

import io.github.ksmprobe.judgement.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the latest round on each pod found.
 *
 * @param pods one report for each target on which a round has ended
 * @param finishedAt when the last of these rounds ended
 * @param took how long it took
 * @param interval how long after its start the next one starts
 * @param awaited what is missing in it
 */
public record Report(
    List<PodReport> pods, Instant finishedAt, Duration took, Duration interval, Awaited awaited) {

  /**
   * What still is to come, and so cannot be said not to be there.
   *
   * @param listing whether nobody has said yet which pods there are
   * @param rounds on how many targets no round has ended yet
   */
  public record Awaited(boolean listing, int rounds) {
    /** Everything is there. */
    public static final Awaited NOTHING = new Awaited(false, 0);
  }

  public Report {
    pods = List.copyOf(pods);
  }

  /** One that lacks nothing. */
  public Report(List<PodReport> pods, Instant finishedAt, Duration took, Duration interval) {
    this(pods, finishedAt, took, interval, Awaited.NOTHING);
  }
}
