package io.github.ksmprobe.kubernetes;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Puts a failed connection into words. */
final class FailureWords {

  private FailureWords() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof SSLException)) {
      root = root.getCause();
    }
    String detail = Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
    return switch (root) {
      case SSLException _ -> "the certificate or the TLS handshake is not good: " + detail;
      case UnknownHostException _ -> "its name does not resolve: " + detail;
      case ConnectException _ -> "no connection: " + detail;
      case Throwable _ -> detail;
    };
  }
}
