package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.kubelet.Built;
import java.util.List;
import java.util.function.Predicate;

/**
 * From what was seen to the reason. Read top down, first match wins, and the order carries meaning:
 * what needs no answer comes first; a process that is down explains every refusal; a proxy's 404
 * must be distinguished before it is taken for kube-state-metrics' own.
 */
final class DecisionTable {

  private record Row(Reason reason, Predicate<Situation> when) {}

  private static final List<Row> ROWS =
      List.of(
          // Decided by the configuration alone.
          new Row(Reason.REWRITTEN, Situation::isRewrittenByMesh),
          new Row(Reason.PORT_NAME_UNRESOLVED, s -> s.isUnresolvable(Built.Cause.PORT_NAME)),
          new Row(Reason.PORT_NOT_LISTENING, s -> s.isUnresolvable(Built.Cause.PORT_RANGE)),
          new Row(Reason.WRONG_HOST, s -> s.isUnresolvable(Built.Cause.HOST)),
          new Row(Reason.WRONG_HOST, Situation::leadsAwayFromThePod),
          // Nobody there. Only where the process is known to run does a refusal tell of the ports.
          new Row(Reason.PROCESS_DOWN, s -> s.isSilent(Cause.REFUSED) && s.answers().isSilent()),
          new Row(Reason.PROCESS_DOWN, s -> s.isSilent(Cause.REFUSED) && s.isListenedOtherwise()),
          new Row(
              Reason.LOOPBACK_ONLY, s -> s.isSilent(Cause.REFUSED) && s.isDialledPortOnLoopback()),
          new Row(Reason.PORT_NOT_LISTENING, s -> s.isSilent(Cause.REFUSED)),
          // Not even spoken to.
          new Row(Reason.WRONG_SCHEME, s -> s.isClass(AnswerClass.WRONG_SCHEME)),
          new Row(Reason.AUTH_REQUIRED, s -> s.isSilent(Cause.CERTIFICATE_REQUIRED)),
          new Row(Reason.TIMEOUT, DecisionTable::isLateBody),
          new Row(Reason.BAD_RESPONSE, DecisionTable::isCutBody),
          // Even a good token is turned away while there is no API server to check it.
          new Row(
              Reason.DEPENDENCY_DOWN,
              s ->
                  s.isClass(AnswerClass.UNAUTHORIZED)
                      && s.showsCredentials()
                      && s.isApiServerOutOfReach()),
          new Row(Reason.AUTH_REQUIRED, s -> s.isClass(AnswerClass.UNAUTHORIZED)),
          new Row(Reason.PROCESS_DOWN, s -> s.status() == 502 && s.collision().isPresent()),
          new Row(Reason.UPSTREAM_DOWN, s -> s.status() == 502),
          // Who answers.
          new Row(Reason.OK, s -> s.at().isProxyHealth() && isProxyHealthy(s)),
          new Row(Reason.FOREIGN_RESPONDER, Situation::isForeign),
          new Row(
              Reason.LANDING_PAGE,
              s -> s.isClass(AnswerClass.LANDING_PAGE) && s.path().equals("/")),
          new Row(Reason.CATCH_ALL, s -> s.isClass(AnswerClass.LANDING_PAGE)),
          // A proxy's 404 has the same bytes as kube-state-metrics' own: its upstream decides.
          new Row(
              Reason.PATH_NOT_ALLOWED,
              s -> s.isClass(AnswerClass.NOT_FOUND) && s.isKeptBackByTheProxy()),
          new Row(
              Reason.WRONG_PORT, s -> s.isClass(AnswerClass.NOT_FOUND) && s.isServedElsewhere()),
          new Row(
              Reason.UNKNOWN, s -> s.isClass(AnswerClass.NOT_FOUND) && s.isUndecidedElsewhere()),
          new Row(Reason.UNKNOWN_PATH, s -> s.isClass(AnswerClass.NOT_FOUND)),
          // Outages.
          new Row(
              Reason.DEPENDENCY_DOWN,
              s ->
                  s.isClass(AnswerClass.UNAVAILABLE)
                      && s.asks(Endpoint.LIVEZ)
                      && s.isHealthzServed()),
          new Row(
              Reason.NOT_READY, s -> s.isClass(AnswerClass.UNAVAILABLE) && s.asks(Endpoint.READYZ)),
          new Row(
              Reason.DEPENDENCY_SLOW,
              s -> s.isSilent(Cause.TIMEOUT) && s.asks(Endpoint.LIVEZ) && s.isHealthzServed()),
          new Row(Reason.TIMEOUT, s -> s.isSilent(Cause.TIMEOUT)),
          new Row(
              Reason.CONNECTION_RESET, s -> s.isSilent(Cause.RESET) || s.isSilent(Cause.CLOSED)),
          new Row(Reason.TLS_ERROR, s -> s.isSilent(Cause.TLS)),
          new Row(Reason.WRONG_HOST, s -> s.isSilent(Cause.UNKNOWN_HOST)),
          new Row(
              Reason.BAD_RESPONSE,
              s ->
                  s.isSilent(Cause.MALFORMED)
                      || s.isSilent(Cause.TOO_MANY_REDIRECTS)
                      || s.isSilent(Cause.BAD_REDIRECT)
                      || s.isClass(AnswerClass.UNAVAILABLE)
                      || s.isClass(AnswerClass.ERROR)),
          // It works.
          new Row(Reason.PORT_OPEN, Situation::isConnected),
          new Row(Reason.REDIRECTED, s -> s.isClass(AnswerClass.REDIRECT)),
          new Row(
              Reason.METRICS_PATH,
              s ->
                  (s.isClass(AnswerClass.SERVED) || s.isClass(AnswerClass.EMPTY))
                      && s.asks(Endpoint.METRICS)),
          new Row(
              Reason.FOLLOWS_API_SERVER,
              s -> s.isClass(AnswerClass.SERVED) && ApiServerCoupling.isTight(s)),
          new Row(Reason.OK, s -> s.isClass(AnswerClass.SERVED)));

  private DecisionTable() {}

  static Reason judge(Situation situation) {
    return ROWS.stream()
        .filter(row -> row.when().test(situation))
        .map(Row::reason)
        .findFirst()
        .orElse(Reason.UNKNOWN);
  }

  private static boolean isLateBody(Situation situation) {
    return endsWith(situation, Body.End.LATE);
  }

  private static boolean isCutBody(Situation situation) {
    return endsWith(situation, Body.End.CUT);
  }

  private static boolean endsWith(Situation situation, Body.End end) {
    return situation.answer().orElse(null) instanceof Response response
        && response.body().end() == end;
  }

  private static boolean isProxyHealthy(Situation situation) {
    return situation.answer().filter(Classifier::isProxyHealth).isPresent();
  }
}
