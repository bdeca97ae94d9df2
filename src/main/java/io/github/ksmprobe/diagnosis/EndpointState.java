package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Route;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One cell of the matrix path × listener × vantage.
 *
 * @param listener which of the two
 * @param path as asked
 * @param via from where
 * @param kind the class of the answer
 * @param statusCode 0 without an answer
 * @param asExpected whether this version should answer so
 * @param bytes of the body that were read
 * @param took from dial to the last byte
 * @param fresh whether it was asked in this round
 */
public record EndpointState(
    Listener listener,
    String path,
    Via via,
    AnswerClass kind,
    int statusCode,
    boolean asExpected,
    long bytes,
    Duration took,
    boolean fresh) {

  /** The cells that could be observed, in the order they were asked. */
  public static List<EndpointState> of(KsmPod pod, ContractMatch match, List<Answered> answered) {
    return answered.stream().flatMap(one -> of(pod, match, one).stream()).toList();
  }

  private static Optional<EndpointState> of(KsmPod pod, ContractMatch match, Answered one) {
    if (!(one.ask().purpose() instanceof Cell(var listener, var path, var via))) {
      return Optional.empty();
    }
    Answer answer = one.answer();
    boolean tokenAsked = pod.settings().authFilter() && !one.ask().authorized();
    return new Classifier(pod.component())
        .classify(answer)
        .map(
            kind ->
                new EndpointState(
                    listener,
                    path,
                    via,
                    kind,
                    answer instanceof Response response ? response.statusCode() : 0,
                    isExpected(match, tokenAsked, listener, path, kind),
                    answer instanceof Response response ? response.body().bytes() : 0,
                    took(answer),
                    one.fresh()));
  }

  private static Duration took(Answer answer) {
    return switch (answer) {
      case Response response -> response.took();
      case Connected connection -> connection.took();
      case NoResponse silence -> silence.took();
      case NotObservable _ -> Duration.ZERO;
    };
  }

  private static boolean isExpected(
      ContractMatch match, boolean tokenAsked, Listener listener, String path, AnswerClass kind) {
    return match
        .contract()
        .map(contract -> isExpected(contract, tokenAsked, listener, path, kind))
        .orElse(
            switch (kind) {
              case SERVED, LANDING_PAGE, EMPTY, NOT_FOUND -> true;
              case UNAUTHORIZED, UNAVAILABLE, REDIRECT, WRONG_SCHEME, FOREIGN, ERROR, NO_ANSWER ->
                  false;
            });
  }

  private static boolean isExpected(
      Contract contract, boolean tokenAsked, Listener listener, String path, AnswerClass kind) {
    return switch (contract.route(listener, path)) {
      case Route.CatchAll() -> kind == AnswerClass.LANDING_PAGE;
      case Route.Forbidden() -> kind == AnswerClass.UNAUTHORIZED;
      case Route.NotFound() -> kind == AnswerClass.NOT_FOUND;
      case Route.Redirects _ -> kind != AnswerClass.NO_ANSWER;
      case Route.Serves(var endpoint) -> {
        if (tokenAsked && contract.guards(listener, endpoint)) {
          yield kind == AnswerClass.UNAUTHORIZED;
        }
        yield switch (endpoint.kind()) {
          case LANDING_PAGE -> kind == AnswerClass.LANDING_PAGE;
          case FORBIDDEN -> kind == AnswerClass.UNAUTHORIZED;
          case VARIES, REDIRECT -> kind != AnswerClass.NO_ANSWER;
          // From v2.10 main /metrics is empty where there is nothing to show.
          case METRICS -> kind == AnswerClass.SERVED || kind == AnswerClass.EMPTY;
          case HEALTH, PAGE, PPROF -> kind == AnswerClass.SERVED;
        };
      }
    };
  }
}
