package io.github.ksmprobe.manifest;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value without quotes is to Kubernetes, whose YAML is that of go-yaml v2: 1.1 with the
 * octal numbers of 1.2.
 */
final class BareValue {

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+"
              + "|([0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"
              + "|\\.(inf|Inf|INF))"
              + "|\\.(nan|NaN|NAN)");

  private BareValue() {}

  /** True or false; empty where it is neither. */
  static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" ->
          Optional.of(true);
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" ->
          Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A number or a truth value, which the API server refuses where it wants a text. */
  static boolean isNoText(String text) {
    return truth(text).isPresent() || NUMBER.matcher(text).matches();
  }
}
