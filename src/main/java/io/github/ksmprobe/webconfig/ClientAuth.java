package io.github.ksmprobe.webconfig;

import java.util.Arrays;
import java.util.Optional;

/** {@code client_auth_type}: Go's five ways to treat certificates of clients, by Go's names. */
enum ClientAuth {
  NO_CLIENT_CERT("NoClientCert", Ask.NOT, false),
  REQUEST_CLIENT_CERT("RequestClientCert", Ask.WANT, false),
  REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert", Ask.NEED, false),
  VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven", Ask.WANT, true),
  REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert", Ask.NEED, true);

  /** Whether a client is asked for a certificate, and refused without one. */
  enum Ask {
    NOT,
    WANT,
    NEED
  }

  // An older name that the toolkit still takes.
  private static final String FORMER = "RequireClientCert";

  private final String word;
  private final Ask ask;
  private final boolean verified;

  ClientAuth(String word, Ask ask, boolean verified) {
    this.word = word;
    this.ask = ask;
    this.verified = verified;
  }

  String word() {
    return word;
  }

  Ask ask() {
    return ask;
  }

  /** Whether what a client shows must come from one of the authorities. */
  boolean isVerified() {
    return verified;
  }

  static Optional<ClientAuth> of(String word) {
    return word.equals(FORMER)
        ? Optional.of(REQUIRE_ANY_CLIENT_CERT)
        : Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
