package io.github.ksmprobe.webconfig;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User and password of a request.
 *
 * @param user up to the first colon
 * @param password the rest
 */
record Credentials(String user, String password) {

  private static final String BASIC = "Basic ";

  /** Reads an Authorization header; empty where it is no user and password. */
  static Optional<Credentials> parse(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String text = new String(bytes, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return user;
  }
}
