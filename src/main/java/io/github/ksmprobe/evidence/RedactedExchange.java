package io.github.ksmprobe.evidence;

import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Handler.Header;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One exchange as a person reads it. Values of headers that may be secrets are masked here, and
 * nowhere else: pages and texts show exhibits, never the request itself.
 *
 * @param purpose what the request was for
 * @param request one line, {@code GET http://10.0.0.7:8080/livez} for example
 * @param requestHead request line and headers; empty where nothing but a connection was wanted
 * @param outcome one line: the status, or why there is none
 * @param responseHead headers as they came; empty without an answer
 * @param body its first characters; empty without any
 * @param bytes of the body that were read
 * @param took from dial to the last byte; empty where nothing was sent
 * @param fresh whether it was asked in this round
 */
public record RedactedExchange(
    String purpose,
    String request,
    String requestHead,
    String outcome,
    String responseHead,
    String body,
    long bytes,
    Optional<Duration> took,
    boolean fresh) {

  private static final String MASKED = Answer.MASKED;

  /** What a kubelet sends anyway; any other header was configured, and may be a credential. */
  private static final Set<String> HARMLESS_REQUEST =
      Set.of("host", "user-agent", "accept", "accept-encoding", "connection");

  private static final Set<String> SECRET_RESPONSE = Set.of("set-cookie", "set-cookie2");

  public static RedactedExchange of(Answered exchange) {
    Ask ask = exchange.ask();
    String purpose = purpose(ask.purpose());
    String request = ask.request().describe();
    String head = requestHead(ask);
    boolean fresh = exchange.fresh();
    return switch (exchange.answer()) {
      case Response(int code, var headers, var body, var followed, var took) ->
          new RedactedExchange(
              purpose,
              request,
              head,
              code + ending(body) + redirects(followed),
              responseHead(headers),
              printable(body.text()),
              body.bytes(),
              Optional.of(took),
              fresh);
      case Connected(var took) ->
          new RedactedExchange(
              purpose, request, head, "connected", "", "", 0, Optional.of(took), fresh);
      case NoResponse(var cause, var detail, var took) ->
          new RedactedExchange(
              purpose,
              request,
              head,
              "no answer: " + words(cause) + (detail.isEmpty() ? "" : ", " + Masked.of(detail)),
              "",
              "",
              0,
              Optional.of(took),
              fresh);
      case NotObservable(var why, var subject) ->
          new RedactedExchange(
              purpose,
              request,
              head,
              "not observable: " + words(why) + (subject.isEmpty() ? "" : ", " + subject),
              "",
              "",
              0,
              Optional.empty(),
              fresh);
    };
  }

  private static String purpose(Purpose purpose) {
    return switch (purpose) {
      case Purpose.Configured(var container, var type) ->
          type.label() + " probe of " + container + ", as the kubelet sends it";
      case Purpose.Cell(var listener, var path, var via) ->
          path + " on " + listener.label() + " via " + via.label();
      case Purpose.Signature(int port) -> "who answers on port " + port;
    };
  }

  private static String requestHead(Ask ask) {
    if (!(ask.request() instanceof ProbeRequest request)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append("GET ").append(Masked.of(request.target())).append(" HTTP/1.1\n");
    for (Header line : request.wireHeaders()) {
      boolean harmless = HARMLESS_REQUEST.contains(line.name().toLowerCase(Locale.ROOT));
      text.append(line.name()).append(": ").append(harmless ? line.value() : MASKED).append('\n');
    }
    if (ask.authorized()) {
      text.append("Authorization: ").append(MASKED).append('\n');
    }
    return text.toString();
  }

  private static String responseHead(Headers headers) {
    StringBuilder text = new StringBuilder();
    for (Headers.Line line : headers.lines()) {
      boolean secret = SECRET_RESPONSE.contains(line.name().toLowerCase(Locale.ROOT));
      String value = secret ? MASKED : Masked.of(line.value());
      text.append(line.name()).append(": ").append(value).append('\n');
    }
    return printable(text.toString());
  }

  private static String ending(Body body) {
    return switch (body.end()) {
      case COMPLETE, CAPPED -> "";
      case CUT -> ", then the body broke off";
      case LATE -> ", then the body did not end in time";
    };
  }

  private static String redirects(List<String> followed) {
    return followed.isEmpty()
        ? ""
        : " after redirects to " + Masked.of(String.join(", ", followed));
  }

  // Read on terminals too: a probed pod must not be able to send them escape sequences.
  private static String printable(String text) {
    return text.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
