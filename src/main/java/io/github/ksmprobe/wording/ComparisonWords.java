package io.github.ksmprobe.wording;

import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Comparison;
import io.github.ksmprobe.judgement.Comparison.Outcome;
import io.github.ksmprobe.judgement.Comparison.Step;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of an object's probes, line by line. */
public final class ComparisonWords {

  private ComparisonWords() {}

  /** The object, each probe, and what happens while the new pods come. */
  public static List<String> of(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    PodReport told = comparison.after().or(comparison::before).orElseThrow();
    lines.add(
        "%s: %s -> %s"
            .formatted(
                told.pod().workload().title(),
                version(comparison.before()),
                version(comparison.after())));
    for (Comparison.Probe probe : comparison.probes()) {
      Verdict verdict = probe.after().or(probe::before).orElseThrow();
      lines.add(
          "  %-9s %s of container %s: %s"
              .formatted(
                  word(probe.step()), verdict.type().key(), verdict.container(), change(probe)));
      if (probe.step() == Step.BREAKS) {
        lines.add("            why: " + Wording.why(verdict));
        lines.add("            fix: " + Wording.fix(verdict));
      }
    }
    comparison.rollout().ifPresent(outcome -> lines.add("  rollout   " + of(outcome)));
    return lines;
  }

  private static String version(Optional<PodReport> report) {
    return report.map(one -> VersionWords.name(one.version())).orElse("not there");
  }

  private static String word(Step step) {
    return switch (step) {
      case BREAKS -> "BREAKS";
      case REPAIRED -> "repaired";
      case CHANGES -> "changes";
      case ADDED -> "new";
      case REMOVED -> "gone";
      case SAME -> "same";
    };
  }

  private static String change(Comparison.Probe probe) {
    if (probe.step() == Step.SAME) {
      return probe.after().map(ComparisonWords::verdict).orElse("");
    }
    return probe.before().map(ComparisonWords::verdict).orElse("none")
        + " -> "
        + probe.after().map(ComparisonWords::verdict).orElse("none");
  }

  private static String verdict(Verdict verdict) {
    return "%s%s %s"
        .formatted(
            verdict.request().map(request -> request + " ").orElse(""),
            verdict.result().map(Result::label).orElse("not judged") + ",",
            verdict.reason().label());
  }

  private static String of(Outcome outcome) {
    return switch (outcome) {
      case GOES_THROUGH -> "goes through: every new pod becomes Ready.";
      case STOPS_BESIDE_THE_OLD ->
          "The new pods never become Ready. The old ones go on serving, as many as maxUnavailable leaves; the rollout counts as failed after progressDeadlineSeconds (10 min by default), and helm upgrade --wait runs into its timeout.";
      case STOPS_AT_THE_FIRST ->
          "The first pod that is replaced never becomes Ready, and its predecessor is gone. The rollout stops there, the other old pods go on serving, and helm upgrade --wait runs into its timeout.";
      case LEAVES_NONE ->
          "The old pods end before the new ones start (Recreate), and these never become Ready: nothing serves the metrics until that is repaired or rolled back.";
      case RESTARTS_FOR_EVER ->
          "The new pods become Ready, so the rollout goes through and the old ones go. Then the liveness probe fails, and the kubelet restarts the container again and again.";
      case WAITS_FOR_SOMEBODY ->
          "Nothing happens until somebody ends the old pods; the new ones then never become Ready.";
    };
  }
}
