package io.github.ksmprobe.webconfig;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.HashData;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Hashes as {@code htpasswd -B} writes them: $2a$, $2b$ or $2y$. */
final class Bcrypt {

  private static final int SHOWN = 4;
  private static final int LOWEST_COST = 4;

  // Salt and hash of no password in particular, to be compared against without a match.
  private static final String NOBODY = "QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private Bcrypt() {}

  /** Compares password and hash; takes as long as the hash's cost says, whatever the outcome. */
  interface Comparison {
    boolean matches(String password, String hash);
  }

  /** As Go and htpasswd compare: what is longer than 72 bytes counts by its first 72. */
  static boolean matches(String password, String hash) {
    return BCrypt.verifyer(Version.VERSION_2A, LongPasswordStrategies.truncate(Version.VERSION_2A))
        .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
        .verified;
  }

  /** The cost, 4 to 31; empty where it is no such hash. */
  static Optional<Integer> cost(String hash) {
    boolean known = hash.startsWith("$2a$") || hash.startsWith("$2b$") || hash.startsWith("$2y$");
    if (!known) {
      return Optional.empty();
    }
    try {
      String plain = "$2a$" + hash.substring(SHOWN);
      HashData parts = Version.VERSION_2A.parser.parse(plain.getBytes(StandardCharsets.UTF_8));
      return Optional.of(parts.cost).filter(cost -> cost >= LOWEST_COST);
    } catch (IllegalBCryptFormatException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** A hash that no password fits, and that costs as much to find out. */
  static String nobody(int cost) {
    return "$2y$%02d$%s".formatted(cost, NOBODY);
  }
}
