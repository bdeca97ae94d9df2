package io.github.ksmprobe.pages;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.UpgradeVerdicts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of the probes under later versions.
 *
 * @param cells the running version, then each later one that serves something else than the one
 *     before
 * @param nothing why there is none; empty list where there is one
 */
record UpgradeView(List<Cell> cells, List<String> nothing) {

  /**
   * One version.
   *
   * @param version with the leading v
   * @param state of the worst probe
   * @param word fine, by accident, breaks, still fails
   * @param details one for each probe that is not fine
   */
  record Cell(String version, State state, String word, List<String> details) {}

  static UpgradeView of(PodReport report) {
    List<Cell> cells = new ArrayList<>();
    if (report.pod().workload().declaresProbes() && !report.outlooks().isEmpty()) {
      // What a reason means is said where it first appears: those of today in the rows of probes.
      Set<Reason> said = EnumSet.noneOf(Reason.class);
      report.verdicts().forEach(verdict -> said.add(verdict.reason()));
      cells.add(now(report, said));
      report.outlooks().forEach(outlook -> cells.add(cell(outlook, report.verdicts(), said)));
    }
    return new UpgradeView(cells, cells.isEmpty() ? List.of(nothing(report)) : List.of());
  }

  boolean hasCells() {
    return !cells.isEmpty();
  }

  private static Cell now(PodReport report, Set<Reason> said) {
    List<Verdict> bad = bad(report.verdicts());
    State state = worst(bad);
    String version = report.version().match().version().map(known -> known + " now").orElse("now");
    return new Cell(version, state, state == State.OK ? "fine" : state.word(), details(bad, said));
  }

  private static Cell cell(UpgradeVerdicts outlook, List<Verdict> now, Set<Reason> said) {
    List<Verdict> bad = bad(outlook.verdicts());
    State state = worst(bad);
    boolean breaks =
        bad.stream()
            .filter(later -> State.of(later) == State.FAILS)
            .anyMatch(later -> now.stream().noneMatch(one -> failsToo(one, later)));
    return new Cell(outlook.version().toString(), state, word(state, breaks), details(bad, said));
  }

  private static boolean failsToo(Verdict now, Verdict later) {
    return now.sameProbe(later) && State.of(now) == State.FAILS;
  }

  private static List<Verdict> bad(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> State.of(verdict).compareTo(State.UPGRADE) < 0)
        .toList();
  }

  private static State worst(List<Verdict> bad) {
    return bad.stream().map(State::of).sorted().findFirst().orElse(State.OK);
  }

  private static List<String> details(List<Verdict> bad, Set<Reason> said) {
    return bad.stream()
        .map(
            verdict ->
                verdict.type().label()
                    + ": "
                    + verdict.reason().label()
                    + (said.add(verdict.reason())
                        ? ", " + ReasonWords.clause(verdict.reason(), verdict.component())
                        : ""))
        .distinct()
        .toList();
  }

  private static String word(State state, boolean breaks) {
    return switch (state) {
      case FAILS -> breaks ? "breaks" : "still fails";
      case ACCIDENT -> "by accident";
      case OUTAGE, WRONG, UNEXPECTED -> "not known";
      case UPGRADE, NOTE, OK -> "fine";
    };
  }

  private static String nothing(PodReport report) {
    if (!report.pod().workload().declaresProbes()) {
      return "Its probes are not known, so nothing can be said of an upgrade.";
    }
    return switch (report.version().match()) {
      case ContractMatch.Known _, ContractMatch.Fingerprint _ ->
          "No known later version serves anything different.";
      case ContractMatch.Newer _ -> "This version is newer than all known ones.";
      case ContractMatch.Older _ -> "This version is older than all known ones.";
      case ContractMatch.Unreadable _ -> "The version is not known, so nothing can be said.";
    };
  }
}
