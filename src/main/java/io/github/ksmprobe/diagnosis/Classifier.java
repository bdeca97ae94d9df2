package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Endpoint.Kind;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Body;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells answers apart by their content: a 200 proves nothing on kube-state-metrics up to v2.13, and
 * HTML alone does not make a landing page.
 *
 * @param component whose answers they should be
 */
record Classifier(Component component) {

  static final String HTTP_TO_HTTPS = "Client sent an HTTP request to an HTTPS server.";
  private static final String GO_NOT_FOUND = "404 page not found\n";
  private static final String PPROF_TITLE = "<title>/debug/pprof/</title>";

  /** The class of an answer; empty for one that cannot be observed, or says nothing. */
  Optional<AnswerClass> classify(Answer answer) {
    return switch (answer) {
      case NotObservable _, Connected _ -> Optional.empty();
      case NoResponse silence ->
          Optional.of(
              silence.cause() == Cause.PLAIN_HTTP
                  ? AnswerClass.WRONG_SCHEME
                  : AnswerClass.NO_ANSWER);
      case Response response -> Optional.of(classify(response));
    };
  }

  private AnswerClass classify(Response response) {
    int status = response.statusCode();
    String text = response.body().text();
    return switch (response.body().end()) {
      case CUT, LATE -> AnswerClass.ERROR;
      case COMPLETE, CAPPED -> {
        if (status >= 200 && status < 300) {
          yield content(response);
        }
        if (status >= 300 && status < 400) {
          yield AnswerClass.REDIRECT;
        }
        yield switch (status) {
          case 400 -> text.startsWith(HTTP_TO_HTTPS) ? AnswerClass.WRONG_SCHEME : AnswerClass.ERROR;
          case 401, 403 -> AnswerClass.UNAUTHORIZED;
          case 404 -> text.equals(GO_NOT_FOUND) ? AnswerClass.NOT_FOUND : AnswerClass.FOREIGN;
          case 500 -> isAuthFilterFailure(text) ? AnswerClass.UNAUTHORIZED : AnswerClass.ERROR;
          case 503 -> AnswerClass.UNAVAILABLE;
          default -> AnswerClass.ERROR;
        };
      }
    };
  }

  // kube-state-metrics answers an unknown or uncheckable token with 500, not 401.
  private static boolean isAuthFilterFailure(String text) {
    return text.startsWith("Authentication failed") || text.startsWith("Authorization for user ");
  }

  private AnswerClass content(Response response) {
    Body body = response.body();
    if (body.bytes() == 0) {
      return isMarked(Kind.HEALTH, String::isEmpty) ? AnswerClass.SERVED : AnswerClass.EMPTY;
    }
    return switch (response.headers().mediaType()) {
      case "text/html" -> html(body.text());
      case "text/plain" -> plain(body);
      case "application/openmetrics-text" -> metrics(body);
      default -> AnswerClass.FOREIGN;
    };
  }

  private AnswerClass html(String text) {
    if (text.contains(PPROF_TITLE) || isMarked(Kind.PAGE, mark -> text.contains(title(mark)))) {
      return AnswerClass.SERVED;
    }
    return component.landingPageOf(text).isEmpty() ? AnswerClass.FOREIGN : AnswerClass.LANDING_PAGE;
  }

  private AnswerClass plain(Body body) {
    return isMarked(Kind.HEALTH, mark -> isText(mark, body.text()))
        ? AnswerClass.SERVED
        : metrics(body);
  }

  private boolean isMarked(Kind kind, Predicate<String> shows) {
    return component.endpoints().stream()
        .filter(endpoint -> endpoint.kind() == kind)
        .map(Endpoint::mark)
        .anyMatch(shows);
  }

  // Many end the line; kube-state-metrics does not.
  private boolean isText(String mark, String text) {
    return text.equals(mark)
        || (!component.isKubeStateMetrics() && text.stripTrailing().equals(mark));
  }

  private static String title(String mark) {
    return "<title>" + mark + "</title>";
  }

  // The telemetry page starts with go_ families: where reading stopped early, kube_ may not have
  // come yet.
  private AnswerClass metrics(Body body) {
    boolean exposition = body.text().startsWith("# ");
    boolean ours = body.text().contains(component.metricsMark());
    boolean stopped = body.end() == Body.End.CAPPED || body.bytes() > body.text().length();
    return exposition && (ours || stopped) ? AnswerClass.SERVED : AnswerClass.FOREIGN;
  }

  /**
   * Whether it is the answer of a kube-rbac-proxy's own health port, which writes it in lower case.
   */
  static boolean isProxyHealth(Answer answer) {
    return answer instanceof Response response
        && response.statusCode() == 200
        && response.body().text().equals("ok");
  }
}
