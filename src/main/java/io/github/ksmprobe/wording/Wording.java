package io.github.ksmprobe.wording;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.EventAgreement;
import java.util.List;

/** The sentences on verdicts and pods, for every format alike. */
public final class Wording {

  /** Where nobody was asked, and the kubelet sees something else than the declaration promises. */
  public static final String NOT_AS_PREDICTED =
      "That is not what is predicted of the readiness probe: something that the declaration does not show decides it, or the process does not run.";

  private Wording() {}

  /** A few sentences that say why, the assumptions included. */
  public static String why(Verdict verdict) {
    return verdict.why().stream()
        .map(fact -> sentence(fact, verdict.component()))
        .filter(text -> !text.isEmpty())
        .collect(joining(" "));
  }

  /** What the kubelet does then; empty on success. */
  public static String of(Explanation.Consequence consequence) {
    return ExplanationWords.of(consequence);
  }

  /** What to change; empty where nothing is to be changed. */
  public static String fix(Verdict verdict) {
    return verdict.fixes().stream()
        .map(fix -> FixWords.of(fix, verdict.component()))
        .collect(joining(" "));
  }

  /** The sentences that say what is taken for granted. */
  public static List<String> premises(Verdict verdict) {
    return verdict.premises().stream()
        .map(premise -> PremiseWords.of(premise, verdict.component()))
        .toList();
  }

  /** Why it is so, the assumptions included. */
  public static String why(PodNote note) {
    return switch (note.kind()) {
      case PROXY_BYPASSED ->
          "The proxy of container %s can be bypassed: %s behind it listens on the pod IP and answers whoever connects there."
                  .formatted(note.proxy(), PortWords.of(note.open(), note.component()))
              + note.premises().stream()
                  .map(one -> " " + PremiseWords.of(one, note.component()))
                  .collect(joining());
    };
  }

  /** What to change. */
  public static String fix(PodNote note) {
    return switch (note.kind()) {
      case PROXY_BYPASSED -> FixWords.closed(note);
    };
  }

  /** What it means, in a sentence or two. */
  public static String of(Agreement agreement) {
    return switch (agreement) {
      case AGREES -> "The readiness probe gets the same result here.";
      case KUBELET_LAGS ->
          "The readiness probe succeeds here. The kubelet may not have probed it again yet; if this lasts, a later round says so.";
      case KUBELET_DISAGREES ->
          "The readiness probe has succeeded here for longer than the kubelet needs to notice: something between node and pod blocks or changes the kubelet's request. It cannot be seen from here: look for a NetworkPolicy, a service mesh, a firewall on the node. The pod's events say what the kubelet got.";
      case ONLY_KUBELET_SUCCEEDS ->
          "The readiness probe does not succeed here. Either this is new and the kubelet is still counting failures, or something blocks requests from here but not those from the node.";
      case NOT_COMPARED -> "No result of a readiness probe is known here that could be compared.";
    };
  }

  /** How an event on a probe stands to the verdict on it; empty where nothing is to be said. */
  public static String of(EventAgreement agreement) {
    return switch (agreement) {
      case AGREES, NOT_COMPARED -> "";
      case PAST -> "That is over: the probe succeeds.";
      case ONLY_HERE ->
          "The event contradicts the verdict: the probe succeeds from here and fails from the node. Something between node and pod blocks or changes the kubelet's request: look for a NetworkPolicy, a service mesh, a firewall on the node.";
      case ANOTHER_STATUS ->
          "The event contradicts the verdict: the kubelet gets another status than is answered here. Either it has changed just now, or something between node and pod answers the kubelet.";
    };
  }

  private static String sentence(Explanation fact, Component c) {
    return switch (fact) {
      case Explanation.Plain plain -> ExplanationWords.of(plain, c);
      case Explanation.Path path -> ExplanationWords.of(path, c);
      case Explanation.Connection connection -> ConnectionWords.of(connection, c);
      case Explanation.Outage outage -> OutageWords.of(outage, c);
      case Explanation.Undialled undialled -> ExplanationWords.of(undialled, c);
      case Explanation.ByVersion(var spans) -> SpanWords.of(spans);
      case Explanation.Consequence consequence -> ExplanationWords.of(consequence);
      case Premise premise -> PremiseWords.of(premise, c);
    };
  }
}
