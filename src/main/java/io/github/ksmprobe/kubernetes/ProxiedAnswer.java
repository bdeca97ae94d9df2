package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod answered, read out of what the API server answers to a request for pods/proxy.
 *
 * <p>What it changes (k8s.io/apimachinery, util/proxy, v1.36): links in HTML and Location lead to
 * itself; a pod that it cannot reach becomes its own 503; its own refusals look like answers too.
 * Its own are objects of kind Status, which no kube-state-metrics and no proxy before it sends.
 *
 * @param code as it came
 * @param headers as they came
 * @param body as it came
 * @param took until its end
 */
record ProxiedAnswer(int code, Headers headers, Body body, Duration took) {

  private static final String RESOURCE = "pods/proxy";
  private static final String UNREACHED = "error trying to reach service: ";

  /** What Go's transport in the API server says of a connection, and what that was. */
  private static final Map<String, Cause> CAUSES =
      Map.of(
          "connection refused", Cause.REFUSED,
          "connection reset by peer", Cause.RESET,
          "certificate required", Cause.CERTIFICATE_REQUIRED,
          "server gave HTTP response to HTTPS client", Cause.PLAIN_HTTP,
          "tls: first record does not look like a TLS handshake", Cause.TLS,
          "malformed HTTP", Cause.MALFORMED,
          ": EOF", Cause.CLOSED);

  /**
   * The pod's answer.
   *
   * @param prefix what the API server puts before the pod's own paths
   */
  Answer ofThePod(String prefix) {
    Optional<Json> status = ownStatus();
    if (status.isPresent()) {
      return own(status.get().get("message").text());
    }
    if (code >= 300 && code < 400 && headers.first("Location").isPresent()) {
      return hidden("the API server rewrites the redirect that the pod answers");
    }
    if (body.end() == Body.End.CUT) {
      return hidden("the answer broke off, in the pod or on the way");
    }
    String text = body.text().replace("\"" + prefix + "/", "\"/");
    return new Response(code, headers, new Body(text, body.bytes(), body.end()), List.of(), took);
  }

  private Answer own(String message) {
    if (!message.startsWith(UNREACHED)) {
      return hidden(ScanWords.refused(code, RESOURCE));
    }
    String detail = message.substring(UNREACHED.length());
    return CAUSES.entrySet().stream()
        .filter(one -> detail.contains(one.getKey()))
        .findFirst()
        .<Answer>map(one -> new NoResponse(one.getValue(), detail, took))
        .orElseGet(() -> hidden("the API server cannot reach the pod: " + detail));
  }

  static Answer hidden(String why) {
    return new NotObservable(Why.BEHIND_THE_API_SERVER, why);
  }

  private Optional<Json> ownStatus() {
    if (!headers.mediaType().equals("application/json")) {
      return Optional.empty();
    }
    try {
      Json json = new Json(JsonText.read(body.text()));
      return Optional.of(json).filter(one -> one.get("kind").text().equals("Status"));
    } catch (RuntimeException notJson) {
      return Optional.empty();
    }
  }
}
