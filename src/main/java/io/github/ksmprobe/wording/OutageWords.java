package io.github.ksmprobe.wording;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Explanation;
import io.github.ksmprobe.diagnosis.Explanation.ImpatientLivez;
import io.github.ksmprobe.diagnosis.Explanation.Shown;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.workload.Collision;
import io.github.ksmprobe.workload.Collision.Party;
import java.time.Duration;
import java.util.Optional;

/** What is down or slow, and what answers nothing that could be used. */
final class OutageWords {

  private OutageWords() {}

  static String of(Explanation.Outage fact, Component c) {
    return switch (fact) {
      case ImpatientLivez livez -> impatient(livez);
      case Explanation.TokenCannotBeChecked(int status) ->
          "The token of the probe is rejected (%s) while %s own /livez answers 503: no token can be checked without the API server."
              .formatted(status, c.name().endsWith("s") ? c.name() + "'" : c.name() + "'s");
      case Explanation.ApiServerSlow(var timeout) ->
          "/livez did not answer within %s while /healthz did: the API server is slow, not %s."
              .formatted(seconds(timeout), c.name());
      case Explanation.BadGateway(var at, var nowhere) ->
          "%s answers 502: %s"
              .formatted(
                  at.isProxied()
                      ? "The proxy" + PortWords.owner(at)
                      : "A proxy on port " + at.port(),
                  nowhere
                      .map(
                          "it forwards to port %s, where no container of the pod listens."
                              ::formatted)
                      .orElseGet(() -> "it cannot reach " + c.name() + " behind it."));
      case Explanation.PortWantedTwice(var collision) -> wantedTwice(collision);
      case Explanation.NeighbourDown(var port, var container) ->
          "Port %s refuses the connection: container %s, which should listen there, is down or not ready yet."
              .formatted(port, container);
      case Explanation.StoppedInBetween(var port) ->
          "Port %s refused the probe and answered other requests in the same round: the process stopped or started in between."
              .formatted(port);
      case Explanation.NoAnswer(var timeout, var detail) ->
          "No answer came within %s%s.".formatted(seconds(timeout), detail(detail));
      case Explanation.LateBody(int status, var timeout) ->
          "The headers came (status %s), but the body was not complete within %s."
              .formatted(status, seconds(timeout));
      case Explanation.CutBody(int status) ->
          "The body broke off after complete headers (status %s).".formatted(status);
      case Explanation.Broken(var stage, var detail) ->
          switch (stage) {
                case CONNECTION -> "The connection was closed or reset before an answer came";
                case TLS_HANDSHAKE -> "The TLS handshake failed";
                case ANSWER -> "The answer cannot be used";
              }
              + detail(detail)
              + ".";
      case Explanation.BadStatus(var path, var shown) ->
          "%s answers %s%s.".formatted(path, shown.status(), shown(shown));
      case Explanation.Unsendable(var detail) ->
          "The kubelet's client refuses to send this request: %s.".formatted(detail);
      case Explanation.Unseen(var hidden, var path) -> unseen(hidden, path, c);
      case Explanation.Unexplained(var shown, var detail) ->
          "Nothing that is known here explains the answer%s%s."
              .formatted(shown.map(OutageWords::shown).orElse(""), detail(detail));
    };
  }

  private static String impatient(ImpatientLivez livez) {
    // From the first failed run to the last one that it takes: the least that an outage must last.
    Duration least = livez.period().multipliedBy(livez.failures() - 1);
    Duration surely = livez.period().multipliedBy(livez.failures());
    return "/livez asks the API server in turn, and the probe has little patience: an outage of the API server of %s (%s where it hangs) restarts the container, and %s; it cannot start again before the API server is back."
        .formatted(
            seconds(surely),
            seconds(surely.plus(livez.timeout())),
            livez.failures() == 1
                ? "one failed run is enough"
                : "one of " + seconds(least) + " can be enough");
  }

  private static String wantedTwice(Collision collision) {
    Party one = collision.one();
    Party other = collision.other();
    return one.container().equals(other.container())
        ? "Container %s cannot start: %s and %s are both to listen on port %s, and the second exits with \"bind: address already in use\"."
            .formatted(one.container(), named(one), named(other), collision.port())
        : "Container %s and container %s are both to listen on port %s of the pod: one of the two exits with \"bind: address already in use\" and is started again and again."
            .formatted(inBrackets(one), inBrackets(other), collision.port());
  }

  private static String named(Party party) {
    return party.listener().isEmpty() ? "its own port" : party.listener();
  }

  private static String inBrackets(Party party) {
    return party.container() + (party.listener().isEmpty() ? "" : " (" + party.listener() + ")");
  }

  private static String unseen(NotObservable hidden, String path, Component c) {
    String subject = hidden.subject();
    return switch (hidden.why()) {
      case VERSION_UNKNOWN ->
          "The version cannot be read from the image, and it decides what %s gets.".formatted(path);
      case VERSION_TOO_OLD ->
          "%s is older than %s, the oldest version that is known here."
              .formatted(subject, c.oldest());
      case OTHER_CONTAINER ->
          "What %s answers cannot be seen in the manifest: that depends on its own configuration, which says where it listens%s."
              .formatted(subject, path.isEmpty() ? "" : passed(path));
      case OUTSIDE_THE_POD ->
          "What %s answers to the node cannot be seen from here.".formatted(subject);
      case LOOPBACK_OF_ANOTHER_POD -> "The loopback of another pod cannot be seen from here.";
      case UNREADABLE_ARGUMENT ->
          "An argument that the manifest does not show decides what %s answers.".formatted(subject);
      case UNREADABLE_START ->
          "Nothing that is shown listens on %s, but it cannot be read with which flags %s is started."
              .formatted(subject, c.name());
      case MOVED_PATHS -> "%s moves paths, and where to is not followed here.".formatted(subject);
      case VARIES ->
          "What %s answers depends on more than its path, and cannot be seen from here."
              .formatted(subject);
      case ROUND_ENDED -> "The round ended before this request's timeout was over.";
      case BEHIND_THE_API_SERVER ->
          "What it gets cannot be seen through the API server: %s.".formatted(subject);
    };
  }

  private static String passed(String path) {
    return ", whether over http or https, where it sends %s, and whether it requires a token for it"
        .formatted(path);
  }

  static String shown(Shown shown) {
    return " (status %s, %s)"
        .formatted(shown.status(), shown.text().isEmpty() ? "no body" : "\"" + shown.text() + "\"");
  }

  private static String detail(Optional<String> detail) {
    return detail.map(text -> ": " + text).orElse("");
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
