package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Ask.Purpose.Configured;
import io.github.ksmprobe.evidence.Ask.Purpose.Signature;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.workload.ProbeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answers of a round, found again by what they are for. An answer that only stands in from an
 * earlier round is shown, and is evidence of nothing: what answered then may be gone.
 */
final class Answers {

  private final Classifier classifier;
  private final Map<Purpose, Answered> byPurpose = new LinkedHashMap<>();

  Answers(Component component, List<Answered> answered) {
    this.classifier = new Classifier(component);
    answered.stream()
        .filter(Answered::fresh)
        .forEach(one -> byPurpose.put(one.ask().purpose(), one));
  }

  Optional<Answer> probe(String container, ProbeType type) {
    return find(new Configured(container, type));
  }

  Optional<Answer> cell(Listener listener, String path, Via via) {
    return find(new Cell(listener, path, via));
  }

  Optional<Answer> signature(int port) {
    return find(new Signature(port));
  }

  /** The answer from whichever vantage heard something; the pod IP is the kubelet's own. */
  Optional<Answer> best(Listener listener, String path) {
    return Stream.of(Via.POD_IP, Via.LOOPBACK)
        .map(via -> cell(listener, path, via))
        .flatMap(Optional::stream)
        .filter(Response.class::isInstance)
        .findFirst();
  }

  /** Whether that listener was asked for that path, whatever came of it. */
  boolean wasAsked(Listener listener, String path) {
    return Stream.of(Via.values()).anyMatch(via -> cell(listener, path, via).isPresent());
  }

  /** Whether that listener gives that path from its real handler, and well. */
  boolean serves(Listener listener, String path) {
    return isClass(listener, path, AnswerClass.SERVED);
  }

  /** Whether that listener has a real handler for that path, be it that it answers 503 now. */
  boolean has(Listener listener, String path) {
    return serves(listener, path) || isClass(listener, path, AnswerClass.UNAVAILABLE);
  }

  boolean isClass(Listener listener, String path, AnswerClass kind) {
    return best(listener, path).flatMap(classifier::classify).filter(kind::equals).isPresent();
  }

  Optional<AnswerClass> classify(Answer answer) {
    return classifier.classify(answer);
  }

  /** Whether something answered on that port of the loopback. */
  boolean answersOnLoopback(int port) {
    return cells(Via.LOOPBACK)
        .filter(one -> one.ask().request().port() == port)
        .anyMatch(one -> one.answer() instanceof Response);
  }

  /** Whether something answered at that very address and port. */
  boolean answersAt(String host, int port) {
    return Stream.of(Via.values())
        .flatMap(this::cells)
        .filter(one -> one.ask().request().port() == port)
        .filter(one -> one.ask().request().hostname().equals(host))
        .anyMatch(one -> one.answer() instanceof Response);
  }

  /**
   * Whether kube-state-metrics was asked and answered nothing at all: then a refusal tells of the
   * process, not of where it listens.
   */
  boolean isSilent() {
    List<Answer> asked =
        Stream.of(Via.values())
            .flatMap(this::cells)
            .map(Answered::answer)
            .filter(Answers::wasTried)
            .toList();
    return !asked.isEmpty() && asked.stream().noneMatch(Response.class::isInstance);
  }

  private static boolean wasTried(Answer answer) {
    return !(answer instanceof NotObservable(var why, _)) || why == Why.ROUND_ENDED;
  }

  private Stream<Answered> cells(Via via) {
    return byPurpose.values().stream()
        .filter(one -> one.ask().purpose() instanceof Cell cell && cell.via() == via);
  }

  private Optional<Answer> find(Purpose purpose) {
    return Optional.ofNullable(byPurpose.get(purpose)).map(Answered::answer);
  }
}
