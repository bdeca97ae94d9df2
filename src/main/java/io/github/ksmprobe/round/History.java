package io.github.ksmprobe.round;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of every target, round by round; a target that is gone takes its history with it, so
 * memory is bounded by the targets there are.
 */
public final class History implements ReportSink {

  private volatile Map<String, Track> tracks = Map.of();

  @Override
  public synchronized void accept(Report report) {
    Instant at = report.finishedAt();
    Map<String, Track> next = new HashMap<>();
    for (PodReport pod : report.pods()) {
      Track before = tracks.get(pod.key());
      next.put(pod.key(), before == null ? Track.begin(pod, at) : before.then(pod, at));
    }
    tracks = Map.copyOf(next);
  }

  /**
   * What became of a target.
   *
   * @param key as {@link Target#key()} has it
   */
  public Optional<Track> of(String key) {
    return Optional.ofNullable(tracks.get(key));
  }
}
