package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.Response;
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

/** The answers of a round, found again by what they are for. */
final class Answers {

  private final Map<Purpose, Answered> byPurpose = new LinkedHashMap<>();

  Answers(List<Answered> answered) {
    answered.forEach(one -> byPurpose.put(one.ask().purpose(), one));
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

  /** Whether that listener gives that path from its real handler. */
  boolean serves(Listener listener, String path) {
    return best(listener, path).flatMap(Classifier::classify).stream()
        .anyMatch(AnswerClass.SERVED::equals);
  }

  /** Whether something answered on that port of the loopback. */
  boolean answersOnLoopback(int port) {
    return cells(Via.LOOPBACK)
        .filter(one -> one.ask().request().port() == port)
        .anyMatch(one -> one.answer() instanceof Response);
  }

  /** Whether kube-state-metrics was asked and refused every single connection. */
  boolean everythingRefused() {
    List<Answered> cells = Stream.of(Via.values()).flatMap(this::cells).toList();
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(
                one ->
                    one.answer() instanceof NoResponse silence && silence.cause() == Cause.REFUSED);
  }

  private Stream<Answered> cells(Via via) {
    return byPurpose.values().stream()
        .filter(one -> one.ask().purpose() instanceof Cell cell && cell.via() == via);
  }

  private Optional<Answer> find(Purpose purpose) {
    return Optional.ofNullable(byPurpose.get(purpose)).map(Answered::answer);
  }
}
