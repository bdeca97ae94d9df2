package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Runs;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.Explanation.Span;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Configured;
import io.github.ksmprobe.kubelet.Result;
import java.util.List;
import java.util.Optional;

/**
 * What holds of a probe whatever the version, for an image that names none: the verdict on which
 * all contracts agree, or in which versions which one holds. An answer that really came needs no
 * such help and is left alone.
 *
 * @param component whose versions they are
 * @param predictions the verdicts under each contract, oldest first
 */
record EveryVersion(Component component, List<UpgradeVerdicts> predictions) {

  private record Under(KsmVersion version, Verdict verdict) {}

  EveryVersion {
    predictions = List.copyOf(predictions);
  }

  /** The last release that keeps the contract of that version. */
  private KsmVersion last(KsmVersion since) {
    return component.changesAfter(since).stream()
        .findFirst()
        .map(component::lastBefore)
        .orElseGet(component::newest);
  }

  /** The verdicts, those better known that only a missing version made unknown. */
  List<Verdict> applied(List<Verdict> verdicts, List<Answered> answered) {
    return verdicts.stream()
        .map(verdict -> lacksTheVersion(verdict, answered) ? better(verdict) : verdict)
        .toList();
  }

  private static boolean lacksTheVersion(Verdict verdict, List<Answered> answered) {
    Configured probe = new Configured(verdict.container(), verdict.type());
    return verdict.reason() == Reason.UNKNOWN
        && answered.stream()
            .filter(one -> one.ask().purpose().equals(probe))
            .anyMatch(
                one ->
                    one.answer() instanceof NotObservable hidden
                        && hidden.why() == Why.VERSION_UNKNOWN);
  }

  private Verdict better(Verdict unknown) {
    List<List<Under>> runs =
        Runs.of(
            predictions.stream().map(one -> under(one, unknown)).toList(),
            (one, other) -> isSame(one.verdict(), other.verdict()));
    if (runs.size() == 1) {
      // The newest contract's facts: they fit the version that is the likeliest one.
      return runs.getFirst().getLast().verdict().assuming(List.of(new Premise.EveryRelease()));
    }
    List<Span> spans = runs.stream().map(this::span).toList();
    return new Verdict(
        unknown.component(),
        unknown.container(),
        unknown.type(),
        unknown.request(),
        agreed(spans),
        unknown.reason(),
        unknown.severity(),
        0,
        List.of(new Explanation.ByVersion(spans)),
        unknown.fixes(),
        Optional.empty(),
        unknown.sameAs());
  }

  private static Under under(UpgradeVerdicts one, Verdict probe) {
    return new Under(
        one.version(), one.verdicts().stream().filter(probe::sameProbe).findFirst().orElse(probe));
  }

  private Span span(List<Under> run) {
    Verdict verdict = run.getLast().verdict();
    return new Span(
        run.getFirst().version(),
        last(run.getLast().version()),
        verdict.reason(),
        verdict.result());
  }

  private static boolean isSame(Verdict one, Verdict other) {
    return one.reason() == other.reason() && one.result().equals(other.result());
  }

  private static Optional<Result> agreed(List<Span> spans) {
    Optional<Result> first = spans.getFirst().result();
    return spans.stream().allMatch(span -> span.result().equals(first)) ? first : Optional.empty();
  }
}
