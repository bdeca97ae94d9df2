package io.github.ksmprobe.pages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.history.Change;
import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.history.TargetHistory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a target.
 *
 * @param since when its verdicts became what they are
 * @param fromStart whether that is as long as it is watched, so that it may be longer
 * @param count how many changes are kept
 * @param rounds those in which anything changed, newest first
 * @param api where programs find the same
 */
record HistoryView(TimeView since, boolean fromStart, int count, List<Changed> rounds, String api) {

  /**
   * What one round found changed.
   *
   * @param at its end
   * @param findings version, verdicts, the kubelet's view
   * @param answers what endpoints answer; vantages that changed alike share a row
   */
  record Changed(TimeView at, List<Row> findings, List<Row> answers) {

    boolean hasFindings() {
      return !findings.isEmpty();
    }

    List<Row> rows() {
      List<Row> all = new java.util.ArrayList<>(findings);
      all.addAll(answers);
      return all;
    }
  }

  record Row(String subject, String from, String to) {}

  /** What makes endpoints share a row. */
  private record Answers(Listener listener, String path, String from, String to) {}

  static HistoryView of(TargetHistory track, Instant now, String api) {
    Map<Instant, List<Change>> byRound =
        track.changes().stream().collect(groupingBy(Change::at, LinkedHashMap::new, toList()));
    return new HistoryView(
        TimeView.of(track.verdictsSince(), now),
        track.verdictsSince().equals(track.firstSeen()),
        track.changes().size(),
        byRound.entrySet().stream()
            .map(
                one ->
                    new Changed(
                        TimeView.of(one.getKey(), now),
                        findings(one.getValue()),
                        answers(one.getValue())))
            .toList(),
        api);
  }

  boolean hasChanges() {
    return !rounds.isEmpty();
  }

  /** The last round that changed anything; empty list if none ever did. */
  List<Changed> last() {
    return rounds.stream().limit(1).toList();
  }

  private static List<Row> findings(List<Change> changes) {
    return changes.stream()
        .filter(change -> !(change.subject() instanceof Subject.Endpoint))
        .map(change -> new Row(change.subject().words(), change.from(), change.to()))
        .toList();
  }

  private static List<Row> answers(List<Change> changes) {
    Map<Answers, List<Via>> vias = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.subject() instanceof Subject.Endpoint(var listener, var path, var via)) {
        vias.computeIfAbsent(
                new Answers(listener, path, change.from(), change.to()),
                ignored -> new java.util.ArrayList<>())
            .add(via);
      }
    }
    return vias.entrySet().stream()
        .map(
            one ->
                new Row(
                    one.getKey().path()
                        + " on "
                        + one.getKey().listener().label()
                        + " via "
                        + one.getValue().stream().map(MatrixView::words).collect(joining(", ")),
                    one.getKey().from(),
                    one.getKey().to()))
        .toList();
  }
}
