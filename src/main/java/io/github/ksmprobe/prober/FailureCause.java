package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer.Cause;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of the network stack means. The stack wraps them freely and tells some apart by
 * text alone, so the whole chain is looked at.
 *
 * @param cause the class of failure
 * @param detail the system's own words
 */
record FailureCause(Cause cause, String detail) {

  /** "HTTP/" in hexadecimal: what a plain server answers to a TLS greeting. */
  private static final String HTTP_IN_HEX = "485454502f";

  static FailureCause of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable next = thrown; next != null && chain.size() < 10; next = next.getCause()) {
      chain.add(next);
    }
    for (Throwable link : chain.reversed()) {
      String text = text(link);
      Cause cause = cause(link, text.toLowerCase(Locale.ROOT));
      if (cause != null) {
        return new FailureCause(cause, shown(cause, text));
      }
    }
    return new FailureCause(Cause.MALFORMED, text(thrown));
  }

  private static @Nullable Cause cause(Throwable link, String text) {
    return switch (link) {
      case ConnectTimeoutException _, SslHandshakeTimeoutException _ -> Cause.TIMEOUT;
      case NotSslRecordException _ -> text.contains(HTTP_IN_HEX) ? Cause.PLAIN_HTTP : Cause.TLS;
      case SSLException _ ->
          text.contains("certificate_required") ? Cause.CERTIFICATE_REQUIRED : Cause.TLS;
      case UnknownHostException _ -> Cause.UNKNOWN_HOST;
      case NoRouteToHostException _ -> Cause.UNREACHABLE;
      case ConnectException _ -> text.contains("refused") ? Cause.REFUSED : Cause.UNREACHABLE;
      case ClosedChannelException _, HttpClosedException _ -> Cause.CLOSED;
      default -> byText(text);
    };
  }

  private static @Nullable Cause byText(String text) {
    if (text.contains("connection reset") || text.contains("broken pipe")) {
      return Cause.RESET;
    }
    if (text.contains("unreachable") || text.contains("cannot assign requested address")) {
      return Cause.UNREACHABLE;
    }
    return text.contains("connection was closed") ? Cause.CLOSED : null;
  }

  private static String text(Throwable link) {
    String message = link.getMessage();
    return message == null ? link.getClass().getSimpleName() : message;
  }

  private static String shown(Cause cause, String text) {
    return switch (cause) {
      case CLOSED -> "EOF";
      case PLAIN_HTTP -> "server gave HTTP response to HTTPS client";
      case TLS ->
          text.startsWith("not an SSL/TLS record")
              ? "first record does not look like a TLS handshake"
              : text;
      case REFUSED,
          UNREACHABLE,
          TIMEOUT,
          RESET,
          MALFORMED,
          CERTIFICATE_REQUIRED,
          UNKNOWN_HOST,
          TOO_MANY_REDIRECTS,
          BAD_REDIRECT,
          UNSENDABLE ->
          text;
    };
  }
}
