package io.github.ksmprobe.history;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One line for each change between two looks at a cluster, for a person who watches. */
public final class WatchLines {

  private final History history = new History();
  private boolean begun;
  private Set<String> known = Set.of();

  /** The lines on what is different from the look before; none for the first. */
  public List<String> of(Report report) {
    history.accept(report);
    List<String> lines = new ArrayList<>();
    Set<String> now = new LinkedHashSet<>();
    String at = report.finishedAt().truncatedTo(ChronoUnit.SECONDS) + "  ";
    for (PodReport pod : report.pods()) {
      now.add(pod.key());
      if (begun && !known.contains(pod.key())) {
        lines.add(at + pod.key() + "  is new: " + pod.worst().word());
      }
      Optional<TargetHistory> track = history.of(pod.key());
      track.stream()
          .flatMap(one -> one.changes().stream())
          .filter(change -> change.at().equals(report.finishedAt()))
          .filter(change -> isWorthALine(change.subject()))
          .forEach(change -> lines.add(at + pod.key() + "  " + words(change)));
    }
    known.stream()
        .filter(key -> !now.contains(key))
        .forEach(key -> lines.add(at + key + "  is gone"));
    known = now;
    begun = true;
    return lines;
  }

  private static String words(Change change) {
    return change.subject().words() + ": " + change.from() + " -> " + change.to();
  }

  /** A process that comes or goes changes a dozen endpoints; the verdicts say so too. */
  private static boolean isWorthALine(Change.Subject subject) {
    return switch (subject) {
      case Change.Subject.Probe _, Change.Subject.Ready _, Change.Subject.Version _ -> true;
      case Change.Subject.Endpoint _ -> false;
    };
  }
}
