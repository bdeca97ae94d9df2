package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.kubelet.ProbedPod.DiallingProbe;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.kubelet.TcpDial;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a pod and its answers, real or predicted, to one verdict for each configured probe. */
public final class Diagnosis {

  private final ProbedPod probed;
  private final KsmPod pod;
  private final ContractMatch match;
  private final Answers answers;
  private final SharedExplanations shared = new SharedExplanations();

  private Diagnosis(ProbedPod probed, ContractMatch match, List<Answered> answered) {
    this.probed = probed;
    this.pod = probed.pod();
    this.match = match;
    this.answers = new Answers(pod.component(), answered);
  }

  /**
   * The verdicts, container by container: startup, liveness, readiness. A missing liveness or
   * readiness probe of kube-state-metrics has a verdict too; a missing startup probe has none,
   * since most workloads need none.
   *
   * @param match the version that runs
   * @param answered the answers to what {@link Questions} asks
   */
  public static List<Verdict> of(ProbedPod pod, ContractMatch match, List<Answered> answered) {
    return new Diagnosis(pod, match, answered).verdicts();
  }

  private List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (Container container : pod.judged()) {
      for (ProbeType type : ProbeType.values()) {
        Optional<Probe> probe = container.probe(type);
        if (probe.isPresent()) {
          verdicts.add(verdict(container, probe.get()));
        } else if (isMissing(container, type)) {
          verdicts.add(missing(container, type));
        }
      }
    }
    return List.copyOf(verdicts);
  }

  private boolean isMissing(Container container, ProbeType type) {
    return type != ProbeType.STARTUP
        && container.equals(pod.ksm())
        && pod.workload().declaresProbes();
  }

  private Verdict verdict(Container container, Probe probe) {
    Verdict verdict = judged(container, probe);
    return probe.unknownFields().isEmpty()
        ? verdict
        : verdict.assuming(List.of(new Premise.UnknownFields(probe.unknownFields())));
  }

  private Verdict judged(Container container, Probe probe) {
    return switch (probe.handler()) {
      case Dialling _ -> dialling(built(container, probe));
      case Handler.Exec exec -> new UndialledProbes(pod, match).exec(container, probe, exec);
      case Handler.Grpc grpc -> new UndialledProbes(pod, match).grpc(container, probe, grpc);
      case Handler.Unread(var why) ->
          note(
              pod.component(),
              container,
              probe.type(),
              Reason.UNKNOWN,
              new Explanation.UnreadProbe(why));
    };
  }

  private DiallingProbe built(Container container, Probe probe) {
    return probed.probes().stream()
        .filter(one -> one.container().equals(container) && one.probe().equals(probe))
        .findFirst()
        .orElseThrow();
  }

  private Verdict dialling(DiallingProbe asked) {
    Container container = asked.container();
    Probe probe = asked.probe();
    Dialling dialling = asked.dialling();
    Built built = asked.built();
    Optional<Answer> answer = answers.probe(container.name(), probe.type());
    Situation situation =
        new Situation(pod, match, container, probe, dialling, built, answer, answers);
    Reason reason = DecisionTable.judge(situation);
    Optional<Result> result = result(situation, reason);
    List<Explanation> why = new ArrayList<>();
    why.add(Explanations.why(reason, situation));
    result.map(known -> Explanation.Consequence.of(probe, known)).ifPresent(why::add);
    why.addAll(Premise.of(pod, match, situation.socket()));
    Verdict verdict =
        new Verdict(
            pod.component(),
            container.name(),
            probe.type(),
            Optional.of(describe(dialling, built)),
            result,
            reason,
            severity(reason, result, situation),
            situation.status(),
            why,
            Fixes.of(reason, situation),
            Optional.empty(),
            Optional.empty());
    return shared.of(situation, verdict);
  }

  // An outage for which the configuration is to blame.
  private static Severity severity(Reason reason, Optional<Result> result, Situation situation) {
    return reason == Reason.PROCESS_DOWN && situation.collision().isPresent()
        ? Severity.ERROR
        : Severity.of(reason, result);
  }

  private static Optional<Result> result(Situation situation, Reason reason) {
    if (reason == Reason.REWRITTEN) {
      return Optional.empty();
    }
    return switch (situation.built()) {
      case Built.Unresolvable _ -> Optional.of(Result.DISCARDED);
      case Built.Unsendable _ -> Optional.of(Result.FAILURE);
      case Built.Ready _ ->
          // Nothing of the pod listens on the node's loopback: measured as refused.
          situation.leadsToTheNodesLoopback()
              ? Optional.of(Result.FAILURE)
              : situation.answer().flatMap(Answer::result);
    };
  }

  private String describe(Dialling dialling, Built built) {
    return switch (built) {
      case Built.Ready(var request) -> request.describe();
      case Built.Unresolvable _, Built.Unsendable _ -> {
        String host = dialling.host().isEmpty() ? pod.ip() : dialling.host();
        if (!(dialling instanceof HttpGet get)) {
          yield TcpDial.describe(Masked.host(host), dialling.port().toString());
        }
        String dialled = host.contains(":") ? "[" + host + "]" : host;
        String slash = get.path().startsWith("/") ? "" : "/";
        yield Masked.of(
            "GET "
                + get.scheme().label()
                + "://"
                + dialled
                + ":"
                + get.port()
                + slash
                + get.path());
      }
    };
  }

  private Verdict missing(Container container, ProbeType type) {
    return note(
        pod.component(),
        container,
        type,
        Reason.NO_PROBE,
        new Explanation.NoProbe(type, !pod.proxies().isEmpty()));
  }

  /** A verdict that needs no answer and knows no result. */
  static Verdict note(
      Component component, Container container, ProbeType type, Reason reason, Explanation why) {
    return new Verdict(
        component,
        container.name(),
        type,
        Optional.empty(),
        Optional.empty(),
        reason,
        Severity.of(reason, Optional.empty()),
        0,
        List.of(why),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
