package io.github.ksmprobe.prediction;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.LandingPage;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Route;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import java.time.Duration;

/**
 * kube-state-metrics of one version, or another component, request by request.
 *
 * @param component which
 * @param version printed on the landing page and in build_info
 * @param contract what it serves where
 * @param authFilter whether {@code --auth-filter} is on
 * @param conditions the world around it
 */
record KsmResponder(
    Component component,
    KsmVersion version,
    Contract contract,
    boolean authFilter,
    Conditions conditions) {

  // The toolkit's page writes the charset in capitals, the project's own up to v2.8 does not.
  private static final String TOOLKIT_HTML = "text/html; charset=UTF-8";
  // Seen on real builds; it follows the Go release that compiled them.
  private static final KsmVersion TEMPORARY_REDIRECTS = new KsmVersion(2, 13, 0);

  /** The answer to a request target at that listener, without a token. */
  Answer answer(Listener listener, String target) {
    switch (conditions.protection()) {
      case BASIC_AUTH -> {
        return Replies.basicAuthDemanded();
      }
      case CLIENT_CERTIFICATE -> {
        return new NoResponse(
            Cause.CERTIFICATE_REQUIRED, "remote error: tls: certificate required", Duration.ZERO);
      }
      case NONE -> {}
    }
    return switch (contract.route(listener, target)) {
      case Route.Serves(var endpoint) -> served(listener, endpoint);
      case Route.CatchAll() -> landingPage(listener);
      case Route.Forbidden() -> Replies.forbidden();
      case Route.NotFound() -> Replies.notFound();
      case Route.Redirects(var location) ->
          Replies.redirect(version.isBefore(TEMPORARY_REDIRECTS) ? 301 : 307, location);
    };
  }

  private Answer served(Listener listener, Endpoint endpoint) {
    if (authFilter && contract.guards(listener, endpoint)) {
      return Replies.unauthorized();
    }
    return switch (endpoint.kind()) {
      case LANDING_PAGE -> landingPage(listener);
      case METRICS ->
          component.isKubeStateMetrics()
              ? MetricsPages.page(listener, version, conditions.objects())
              : MetricsPages.page(component, version);
      case PPROF -> Replies.pprof();
      case HEALTH -> health(endpoint);
      case PAGE -> Replies.page(endpoint.mark());
      case FORBIDDEN -> Replies.forbidden();
      case VARIES -> new NotObservable(Why.VARIES, endpoint.path());
      case REDIRECT -> throw new IllegalStateException("a route of its own: " + endpoint.path());
    };
  }

  private Answer health(Endpoint endpoint) {
    return switch (endpoint.dependency()) {
      case NOTHING, OWN_METRICS -> Replies.response(200, Replies.PLAIN, endpoint.mark());
      case API_SERVER ->
          switch (conditions.apiServer()) {
            case UP -> Replies.response(200, Replies.PLAIN, endpoint.mark());
            case DOWN -> Replies.unavailable();
            case SLOW ->
                new NoResponse(
                    Cause.TIMEOUT,
                    "context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
                    Duration.ZERO);
          };
    };
  }

  private Response landingPage(Listener listener) {
    LandingPage page = contract.landingPage(listener);
    return Replies.response(
        200, page.printsVersion() ? TOOLKIT_HTML : Replies.HTML, page.html(version));
  }
}
