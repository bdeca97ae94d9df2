package io.github.ksmprobe.contract;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How Go's ServeMux cleans a request path before it looks for a handler: a path that changes is
 * answered with a redirect. Seen on real builds for {@code //livez}.
 */
final class PathCleaning {

  private PathCleaning() {}

  /** The escaped path with a leading slash, without {@code .}, {@code ..} and double slashes. */
  static String clean(String escapedPath) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : escapedPath.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> kept.pollLast();
        default -> kept.addLast(segment);
      }
    }
    String cleaned = "/" + String.join("/", kept);
    return keepsTrailingSlash(escapedPath) && !cleaned.equals("/") ? cleaned + "/" : cleaned;
  }

  private static boolean keepsTrailingSlash(String path) {
    return path.endsWith("/");
  }

  /** Percent-decoding of one segment, as the mux compares it; a broken escape stays as it is. */
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    StringBuilder decoded = new StringBuilder();
    for (int at = 0; at < segment.length(); at++) {
      char c = segment.charAt(at);
      int high =
          c == '%' && at + 2 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(segment.charAt(at + 2), 16) : -1;
      if (low >= 0) {
        decoded.append((char) (high * 16 + low));
        at += 2;
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }
}
