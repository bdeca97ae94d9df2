package io.github.ksmprobe.pages;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.diagnosis.Verdict.SameAs;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One configured probe as a row.
 *
 * @param state how it stands
 * @param type startup, liveness or readiness
 * @param container that it belongs to
 * @param request as the kubelet sends it; empty list where it sends no HTTP request
 * @param result what the kubelet makes of it
 * @param reason the word that metrics and documentation share
 * @param clause the same in words
 * @param why one or two sentences
 * @param fix what to change; empty list where nothing is to be changed
 * @param breaksFrom the later version that breaks it; empty list if none does
 * @param since empty list before the first round
 * @param sameAs the earlier probe of the container that explains this one too
 */
record ProbeView(
    State state,
    String type,
    String container,
    List<String> request,
    String result,
    String reason,
    String clause,
    String why,
    List<String> fix,
    List<String> breaksFrom,
    List<TimeView> since,
    Optional<SameAs> sameAs) {

  static ProbeView of(Verdict verdict, List<TimeView> since) {
    return new ProbeView(
        State.of(verdict),
        verdict.type().label(),
        verdict.container(),
        verdict.request().stream().toList(),
        result(verdict),
        verdict.reason().label(),
        ReasonWords.clause(verdict.reason(), verdict.component()),
        Wording.why(verdict),
        verdict.fixes().isEmpty() ? List.of() : List.of(Wording.fix(verdict)),
        verdict.breaksFrom().map(Object::toString).stream().toList(),
        since,
        verdict.sameAs());
  }

  /** Whether somebody has to look at it. */
  boolean needsAttention() {
    return state.compareTo(State.NOTE) < 0;
  }

  /** The same rows, where one that an earlier row explains refers to that row. */
  static List<ProbeView> saidOnce(List<ProbeView> views) {
    List<ProbeView> said = new ArrayList<>();
    for (ProbeView view : views) {
      said.add(
          view.sameAs
              .filter(earlier -> said.stream().anyMatch(row -> view.isExplainedBy(row, earlier)))
              .map(view::referringTo)
              .orElse(view));
    }
    return said;
  }

  private boolean isExplainedBy(ProbeView row, SameAs earlier) {
    return row.container.equals(container)
        && row.type.equals(earlier.probe().label())
        && row.state == state;
  }

  private ProbeView referringTo(SameAs earlier) {
    String same = "As for the " + earlier.probe().label() + " probe";
    return new ProbeView(
        state,
        type,
        container,
        request,
        result,
        reason,
        clause,
        same + earlier.butPath().map(path -> ", with " + path + ".").orElse("."),
        fix.isEmpty() ? fix : List.of(same + "."),
        breaksFrom,
        since,
        sameAs);
  }

  static Comparator<Verdict> worstFirst() {
    return Comparator.comparing(State::of);
  }

  private static String result(Verdict verdict) {
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    String here = verdict.reason() == Reason.KUBELET_DISAGREES ? " here" : "";
    String unknown = verdict.severity() == Severity.INFO ? "not judged" : "not known";
    return verdict.result().map(Result::label).map(word -> word + status + here).orElse(unknown);
  }
}
