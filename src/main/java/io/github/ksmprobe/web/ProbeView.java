package io.github.ksmprobe.web;

import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import java.util.Comparator;
import java.util.List;

/**
 * One configured probe as a row.
 *
 * @param state how it stands
 * @param type startup, liveness or readiness
 * @param container that it belongs to
 * @param request as the kubelet sends it; empty list where it sends no HTTP request
 * @param result what the kubelet makes of it
 * @param reason the word that metrics and documentation share
 * @param why one or two sentences
 * @param fix what to change; empty list where nothing is to be changed
 * @param breaksFrom the later version that breaks it; empty list if none does
 * @param since empty list before the first round
 */
record ProbeView(
    State state,
    String type,
    String container,
    List<String> request,
    String result,
    String reason,
    String why,
    List<String> fix,
    List<String> breaksFrom,
    List<When> since) {

  static ProbeView of(Verdict verdict, List<When> since) {
    return new ProbeView(
        State.of(verdict),
        verdict.type().label(),
        verdict.container(),
        verdict.request().stream().toList(),
        result(verdict),
        verdict.reason().label(),
        verdict.explanation(),
        verdict.fix().isEmpty() ? List.of() : List.of(verdict.fix()),
        verdict.breaksFrom().map(Object::toString).stream().toList(),
        since);
  }

  /** Whether somebody has to look at it. */
  boolean needsAttention() {
    return state.compareTo(State.NOTE) < 0;
  }

  static Comparator<Verdict> worstFirst() {
    return Comparator.comparing(State::of);
  }

  private static String result(Verdict verdict) {
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    String unknown = verdict.severity() == Severity.INFO ? "not judged" : "not known";
    return verdict.result().map(Result::label).map(word -> word + status).orElse(unknown);
  }
}
