package io.github.ksmprobe.contract;

/** Go's path.Match, which kube-rbac-proxy applies to its path flags: a star spans one segment. */
final class PathPattern {

  /** What is longer than any path that a proxy lets through matches none. */
  private static final int LONGEST = 1024;

  private static final int NO_MATCH = -1;

  private final String pattern;
  private final String path;

  private PathPattern(String pattern, String path) {
    this.pattern = pattern;
    this.path = path;
  }

  static boolean matches(String pattern, String path) {
    return pattern.length() <= LONGEST && new PathPattern(pattern, path).matches();
  }

  /**
   * Where it fails only the last star takes one character more: what an earlier one could take
   * instead, the last could as well. That keeps the work within pattern times path.
   */
  private boolean matches() {
    int at = 0;
    int in = 0;
    int star = -1;
    int taken = 0;
    while (in < path.length() || at < pattern.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        taken = in;
        continue;
      }
      int next = in < path.length() ? afterOne(at, path.charAt(in)) : NO_MATCH;
      if (next != NO_MATCH) {
        at = next;
        in++;
      } else if (star >= 0 && taken < path.length() && path.charAt(taken) != '/') {
        in = ++taken;
        at = star + 1;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Where the pattern goes on once its next item has taken that character. */
  private int afterOne(int at, char c) {
    if (at == pattern.length()) {
      return NO_MATCH;
    }
    return switch (pattern.charAt(at)) {
      case '?' -> c == '/' ? NO_MATCH : at + 1;
      case '[' -> afterClass(at + 1, c);
      case '\\' -> at + 1 < pattern.length() && pattern.charAt(at + 1) == c ? at + 2 : NO_MATCH;
      default -> pattern.charAt(at) == c ? at + 1 : NO_MATCH;
    };
  }

  /** Go refuses a class that is empty or has no end, and then nothing matches. */
  private int afterClass(int start, char c) {
    boolean negated = pattern.startsWith("^", start);
    boolean among = false;
    int first = negated ? start + 1 : start;
    int at = first;
    while (at == first || !pattern.startsWith("]", at)) {
      int low = bound(at);
      int high = low >= 0 && pattern.startsWith("-", low + 1) ? bound(low + 2) : low;
      if (low < 0 || high < 0) {
        return NO_MATCH;
      }
      among |= pattern.charAt(low) <= c && c <= pattern.charAt(high);
      at = high + 1;
    }
    return among == negated ? NO_MATCH : at + 1;
  }

  /** Where the character stands that bounds a range; a backslash may stand before it. */
  private int bound(int at) {
    boolean escaped = pattern.startsWith("\\", at);
    int place = escaped ? at + 1 : at;
    boolean stands = place < pattern.length();
    return stands && (escaped || "-]".indexOf(pattern.charAt(place)) < 0) ? place : NO_MATCH;
  }
}
