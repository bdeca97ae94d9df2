package io.github.ksmprobe.history;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The changes of every target, round by round; a target that is gone takes its history with it, so
 * memory is bounded by the targets there are.
 */
public final class History implements ReportSink {

  private volatile Map<String, Seen> pods = Map.of();

  private record Seen(PodReport last, TargetHistory track) {
    // Where rounds are spread, most of a report was reported before, as the very same objects.
    Seen then(PodReport report, Instant at) {
      if (Objects.equals(report, last)) {
        return this;
      }
      // What was seen before anybody knew what to look at is no history.
      return new Seen(
          report, last.isAwaited() ? TargetHistory.begin(report, at) : track.then(report, at));
    }
  }

  @Override
  public synchronized void accept(Report report) {
    Instant at = report.finishedAt();
    Map<String, Seen> next = new HashMap<>();
    for (PodReport pod : report.pods()) {
      String key = pod.key();
      Seen before = pods.get(key);
      next.put(
          key, before == null ? new Seen(pod, TargetHistory.begin(pod, at)) : before.then(pod, at));
    }
    pods = Collections.unmodifiableMap(next);
  }

  /**
   * What became of a target.
   *
   * @param key as {@link Target#key()} has it
   */
  public Optional<TargetHistory> of(String key) {
    return Optional.ofNullable(pods.get(key)).map(Seen::track);
  }
}
