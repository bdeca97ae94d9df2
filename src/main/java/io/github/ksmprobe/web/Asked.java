package io.github.ksmprobe.web;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request line asks for, read as it was sent. */
final class Asked {

  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^/?#]++(?=/)");

  private Asked() {}

  /**
   * The path; empty where the target is neither a path nor the http address of one.
   *
   * <p>Not {@link URI#getPath}, which takes what follows two slashes for a host, as RFC 3986 has it
   * and RFC 9112 has not: {@code GET //x/metrics} asks for {@code //x/metrics}, which nobody
   * serves.
   */
  static Optional<String> path(URI target) {
    String sent = target.toString();
    if (sent.startsWith("/")) {
      return Optional.of(withoutQuery(sent));
    }
    // The form for proxies, with scheme and host, which servers have to understand, too.
    Matcher address = ADDRESS.matcher(sent);
    return address.lookingAt()
        ? Optional.of(withoutQuery(sent.substring(address.end())))
        : Optional.empty();
  }

  private static String withoutQuery(String path) {
    int mark = path.indexOf('?');
    return mark < 0 ? path : path.substring(0, mark);
  }
}
