package io.github.ksmprobe.contract;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Go's path.Match, which kube-rbac-proxy applies to its path flags: a star spans one segment. */
final class PathPattern {

  private PathPattern() {}

  static boolean matches(String pattern, String path) {
    try {
      return Pattern.compile(toRegex(pattern), Pattern.DOTALL).matcher(path).matches();
    } catch (PatternSyntaxException malformed) {
      // Go returns an error for a malformed pattern, and the proxy then lets nothing match.
      return false;
    }
  }

  private static String toRegex(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      char c = pattern.charAt(at);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '[' -> {
          int end = pattern.indexOf(']', at + 1);
          if (end < 0) {
            throw new PatternSyntaxException("no closing bracket", pattern, at);
          }
          regex.append("[").append(pattern, at + 1, end).append("]");
          at = end;
        }
        case '\\' -> {
          at++;
          regex.append(
              at < pattern.length() ? Pattern.quote(pattern.substring(at, at + 1)) : "\\\\");
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
