package io.github.ksmprobe.wording;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Agreement;
import java.util.List;

/** The sentences on verdicts and pods, for every format alike. */
public final class Wording {

  private Wording() {}

  /** A few sentences that say why, the assumptions included. */
  public static String why(Verdict verdict) {
    return verdict.why().stream()
        .map(fact -> sentence(fact, verdict.component()))
        .filter(text -> !text.isEmpty())
        .collect(joining(" "));
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
