package io.github.ksmprobe.web;

import io.github.ksmprobe.round.Track;
import java.time.Instant;
import java.util.List;

/**
 * What became of a target.
 *
 * @param since when its verdicts became what they are
 * @param fromStart whether that is as long as it is watched, so that it may be longer
 * @param lastChange empty list if nothing ever changed
 * @param changes newest first
 * @param api where programs find the same
 */
record HistoryView(
    When since, boolean fromStart, List<When> lastChange, List<Row> changes, String api) {

  record Row(When at, String subject, String from, String to) {}

  static HistoryView of(Track track, Instant now, String api) {
    return new HistoryView(
        When.of(track.verdictsSince(), now),
        track.verdictsSince().equals(track.firstSeen()),
        track.lastChange().map(at -> When.of(at, now)).stream().toList(),
        track.changes().stream()
            .map(
                change ->
                    new Row(
                        When.of(change.at(), now),
                        change.subject().words(),
                        change.from(),
                        change.to()))
            .toList(),
        api);
  }

  int count() {
    return changes.size();
  }

  boolean hasChanges() {
    return !changes.isEmpty();
  }
}
