package io.github.ksmprobe.kubernetes;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Puts a failed connection into words: what is wrong, and what it was told by. */
final class FailureWords {

  private FailureWords() {}

  /** The innermost cause that has words of its own; libraries wrap it in sentences of theirs. */
  static String of(Throwable failure) {
    return causes(failure)
        .flatMap(cause -> words(cause).stream())
        .reduce((_, inner) -> inner)
        .orElseGet(() -> detail(causes(failure).reduce((_, inner) -> inner).orElse(failure)));
  }

  /** An answer that says no. */
  static String of(int code) {
    return switch (Reply.of(code)) {
      case Reply.Failed(var why) -> why;
      case Reply.Refused _, Reply.Good _ ->
          switch (code) {
            case 403 -> "403 Forbidden: the ServiceAccount may not do that; see docs/rbac.md";
            default -> "status " + code;
          };
    };
  }

  private static Optional<String> words(Throwable cause) {
    return switch (cause) {
      case CertificateExpiredException _ ->
          Optional.of("its certificate has expired: " + detail(cause));
      case CertificateNotYetValidException _ ->
          Optional.of("its certificate is not valid yet; is the clock right? " + detail(cause));
      case CertPathBuilderException _ ->
          Optional.of("its certificate is not signed by the authority that is trusted here");
      case CertificateException _ when cause.getCause() == null ->
          Optional.of("its certificate cannot be accepted: " + detail(cause));
      case SSLException _ -> Optional.of("the TLS handshake failed: " + detail(cause));
      case UnknownHostException _ -> Optional.of("its name does not resolve: " + detail(cause));
      case ConnectException _ -> Optional.of("no connection: " + detail(cause));
      case Throwable _ -> Optional.empty();
    };
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private static String detail(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
