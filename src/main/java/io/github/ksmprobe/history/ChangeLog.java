package io.github.ksmprobe.history;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.history.Flapping.Still;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs what the history found to have changed, and never that a round went by:
 *
 * <ol>
 *   <li>a target that is new: what was found, and each verdict that is not ok; where the API server
 *       still is to say which probes there are, that is waited for;
 *   <li>each change, unless its subject flaps;
 *   <li>what no longer flaps, and targets that are gone.
 * </ol>
 *
 * It must receive a report after the history has.
 */
public final class ChangeLog implements ReportSink {

  private final History history;
  private final LongSupplier nanoTime;
  private final Flapping flapping = new Flapping();
  private final LineBudget budget = new LineBudget();
  private Map<String, Seen> pods = Map.of();
  private KsmVersion newest = Contracts.newest();

  private record Seen(PodReport report, TargetHistory track) {
    List<String> newProblems(@Nullable Seen before) {
      List<String> known = before == null ? List.of() : before.problems();
      return problems().stream().filter(problem -> !known.contains(problem)).toList();
    }

    private List<String> problems() {
      return report.pod().workload().problems();
    }
  }

  public ChangeLog(History history) {
    this(history, System::nanoTime);
  }

  public ChangeLog(History history, LongSupplier nanoTime) {
    this.history = history;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void accept(Report report) {
    long now = nanoTime.getAsLong();
    ChangeLines lines = new ChangeLines(budget, report.pods().size(), report.finishedAt(), now);
    Map<String, Seen> next = new LinkedHashMap<>();
    for (PodReport pod : report.pods()) {
      if (!pod.isAwaited()) {
        String key = pod.key();
        history.of(key).ifPresent(track -> next.put(key, new Seen(pod, track)));
      }
    }
    next.forEach(
        (key, seen) -> {
          Seen before = pods.get(key);
          if (before == null) {
            appeared(lines, seen);
          } else if (!before.track().equals(seen.track())) {
            changed(lines, before.track(), seen, now);
          }
          newer(seen.report().version().match()).ifPresent(_ -> lines.newer(seen.report()));
          lines.unread(seen.report(), seen.newProblems(before));
          if (before == null || !before.report().equals(seen.report())) {
            lines.requests(seen.report());
          }
        });
    for (Still still : flapping.settle(next.keySet(), now)) {
      Optional.ofNullable(next.get(still.target()))
          .flatMap(seen -> Optional.ofNullable(seen.track().states().get(still.subject())))
          .ifPresent(state -> lines.still(still, state));
    }
    pods.forEach(
        (key, seen) -> {
          if (!next.containsKey(key)) {
            lines.gone(key, seen.track());
          }
        });
    pods = next;
  }

  /** A release beyond the table, and beyond those that were said to be. */
  private Optional<KsmVersion> newer(ContractMatch match) {
    Optional<KsmVersion> beyond =
        match instanceof ContractMatch.Newer(KsmVersion version, _)
            ? Optional.of(version).filter(newest::isBefore)
            : Optional.empty();
    beyond.ifPresent(version -> newest = version);
    return beyond;
  }

  private static void appeared(ChangeLines lines, Seen seen) {
    lines.found(seen.report());
    for (Verdict verdict : seen.report().verdicts()) {
      lines.notOk(seen.report(), verdict, seen.track());
    }
    seen.report().notes().forEach(note -> lines.note(seen.report(), note));
    if (!seen.report().pod().workload().declaresProbes()) {
      lines.unexpected(seen.report());
    }
  }

  private void changed(ChangeLines lines, TargetHistory before, Seen seen, long now) {
    List<Change> told = new ArrayList<>();
    List<Change> flaps = new ArrayList<>();
    // Compared as objects and not by their time, which the wall clock may repeat.
    Optional<Change> known = before.changes().stream().findFirst();
    seen.track().changes().stream()
        .takeWhile(change -> known.filter(change::equals).isEmpty())
        .forEach(
            change -> {
              switch (flapping.changed(seen.report().key(), change.subject(), now)) {
                case THE_CHANGE -> told.add(change);
                case THAT_IT_FLAPS -> flaps.add(change);
                case NOTHING -> {}
              }
            });
    List<Change> endpoints = new ArrayList<>();
    for (Change change : told) {
      Optional<Instant> since = before.since(change.subject());
      switch (change.subject()) {
        case Subject.Probe probe -> lines.verdict(seen.report(), probe, change, since);
        case Subject.Version _ -> lines.version(seen.report(), change, since);
        case Subject.Ready ready -> lines.ready(seen.report(), ready, change, since);
        case Subject.Endpoint _ -> endpoints.add(change);
      }
    }
    lines.endpoints(seen.report(), endpoints, before);
    lines.flaps(seen.report(), flaps);
  }
}
