package io.github.ksmprobe.prediction;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.LandingPage;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Route;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.Response;
import java.time.Duration;

/**
 * kube-state-metrics of one version, request by request.
 *
 * @param version printed on the landing page and in build_info
 * @param contract what it serves where
 * @param authFilter whether {@code --auth-filter} is on
 * @param conditions the world around it
 */
record KsmResponder(
    KsmVersion version, Contract contract, boolean authFilter, Conditions conditions) {

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
      case Route.NotFound() -> Replies.notFound();
      case Route.Redirects(var location) ->
          Replies.redirect(version.isBefore(TEMPORARY_REDIRECTS) ? 301 : 307, location);
    };
  }

  private Answer served(Listener listener, Endpoint endpoint) {
    if (authFilter && contract.guards(listener, endpoint)) {
      return Replies.unauthorized();
    }
    return switch (endpoint) {
      case LANDING_PAGE -> landingPage(listener);
      case METRICS -> MetricsPages.page(listener, version, conditions.objects());
      case PPROF -> Replies.pprof();
      case HEALTHZ, READYZ -> Replies.ok();
      case LIVEZ ->
          switch (conditions.apiServer()) {
            case UP -> Replies.ok();
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
