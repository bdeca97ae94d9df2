package io.github.ksmprobe.judgement;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an object's probes from one report to another.
 *
 * @param before empty where the object is new
 * @param after empty where the object is gone
 */
public record Comparison(Optional<PodReport> before, Optional<PodReport> after) {

  /** What becomes of one probe. */
  public enum Step {
    BREAKS,
    REPAIRED,
    CHANGES,
    ADDED,
    REMOVED,
    SAME
  }

  /**
   * One probe.
   *
   * @param before empty where it is new
   * @param after empty where it is gone
   */
  public record Probe(Step step, Optional<Verdict> before, Optional<Verdict> after) {}

  /** What happens while the new pods come. */
  public enum Outcome {
    GOES_THROUGH,
    /** New pods never become Ready, and the old ones go on serving. */
    STOPS_BESIDE_THE_OLD,
    /**
     * The first new pod never becomes Ready in place of its predecessor, and those after it wait.
     */
    STOPS_AT_THE_FIRST,
    /** The old pods are gone and the new ones never become Ready. */
    LEAVES_NONE,
    /** New pods become Ready, the old ones go, and then the new ones are restarted for ever. */
    RESTARTS_FOR_EVER,
    /** Whoever ends the old pods gets new ones that never become Ready. */
    WAITS_FOR_SOMEBODY
  }

  /** Pairs objects by namespace and name; where there is one of each, whatever they are called. */
  public static List<Comparison> of(List<PodReport> before, List<PodReport> after) {
    if (before.size() == 1 && after.size() == 1) {
      return List.of(new Comparison(Optional.of(before.getFirst()), Optional.of(after.getFirst())));
    }
    List<Comparison> pairs = new ArrayList<>();
    List<PodReport> left = new ArrayList<>(before);
    for (PodReport report : after) {
      Optional<PodReport> old =
          left.stream().filter(one -> one.key().equals(report.key())).findFirst();
      old.ifPresent(left::remove);
      pairs.add(new Comparison(old, Optional.of(report)));
    }
    left.forEach(gone -> pairs.add(new Comparison(Optional.of(gone), Optional.empty())));
    return pairs;
  }

  /** Its probes, those of the new object first. */
  public List<Probe> probes() {
    List<Verdict> old = before.map(PodReport::verdicts).orElse(List.of());
    List<Verdict> now = after.map(PodReport::verdicts).orElse(List.of());
    List<Probe> probes = new ArrayList<>();
    for (Verdict verdict : now) {
      Optional<Verdict> was = old.stream().filter(verdict::sameProbe).findFirst();
      probes.add(
          new Probe(
              was.map(one -> step(one, verdict)).orElse(Step.ADDED), was, Optional.of(verdict)));
    }
    old.stream()
        .filter(verdict -> now.stream().noneMatch(verdict::sameProbe))
        .forEach(gone -> probes.add(new Probe(Step.REMOVED, Optional.of(gone), Optional.empty())));
    return probes;
  }

  private static Step step(Verdict was, Verdict is) {
    if (is.severity() == Severity.ERROR && was.severity() != Severity.ERROR) {
      return Step.BREAKS;
    }
    if (isWrong(was) && !isWrong(is)) {
      return Step.REPAIRED;
    }
    return was.reason() == is.reason() && was.request().equals(is.request())
        ? Step.SAME
        : Step.CHANGES;
  }

  private static boolean isWrong(Verdict verdict) {
    return verdict.severity().compareTo(Severity.WARNING) >= 0;
  }

  /** What happens while the new pods come; empty where none do. */
  public Optional<Outcome> rollout() {
    return after.filter(_ -> before.isPresent()).map(Comparison::rollout);
  }

  private static Outcome rollout(PodReport report) {
    Rollout rollout = report.pod().workload().rollout();
    boolean neverReady =
        report.verdicts().stream()
            .anyMatch(verdict -> verdict.type() != ProbeType.LIVENESS && fails(verdict));
    boolean restarts =
        report.verdicts().stream()
            .anyMatch(
                verdict ->
                    verdict.type() == ProbeType.LIVENESS
                        && verdict.result().equals(Optional.of(Result.FAILURE)));
    if (!neverReady) {
      return restarts ? Outcome.RESTARTS_FOR_EVER : Outcome.GOES_THROUGH;
    }
    return switch (rollout) {
      case NEW_FIRST -> Outcome.STOPS_BESIDE_THE_OLD;
      case ONE_BY_ONE -> Outcome.STOPS_AT_THE_FIRST;
      case ALL_OLD_FIRST -> Outcome.LEAVES_NONE;
      case BY_HAND, NONE -> Outcome.WAITS_FOR_SOMEBODY;
    };
  }

  private static boolean fails(Verdict verdict) {
    return verdict.result().filter(result -> result != Result.SUCCESS).isPresent();
  }
}
