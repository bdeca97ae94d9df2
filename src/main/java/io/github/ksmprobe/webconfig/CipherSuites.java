package io.github.ksmprobe.webconfig;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of cipher suites and curves that the toolkit takes: those that Go counts as secure. */
final class CipherSuites {

  private static final List<String> TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  private static final List<String> TLS_1_2 =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  private static final Map<String, String> GROUPS =
      Map.of(
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1",
          "X25519", "x25519");

  private CipherSuites() {}

  static boolean isKnown(String suite) {
    return TLS_1_3.contains(suite) || TLS_1_2.contains(suite);
  }

  static boolean areOfTls13(String suite) {
    return TLS_1_3.contains(suite);
  }

  /** All names, those of TLS 1.2 first, which alone can be chosen. */
  static String words() {
    return String.join(", ", TLS_1_2) + ", " + String.join(", ", TLS_1_3);
  }

  /** The JDK's name of one of Go's curves. */
  static Optional<String> group(String curve) {
    return Optional.ofNullable(GROUPS.get(curve));
  }
}
