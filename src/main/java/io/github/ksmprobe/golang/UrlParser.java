package io.github.ksmprobe.golang;

import io.github.ksmprobe.golang.GoUrl.Escaped;
import io.github.ksmprobe.golang.GoUrl.UserInfo;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a URL as Go's url.Parse does. Java's own parser refuses blanks, braces and bad escapes that
 * Go accepts, and takes host names that Go refuses; which of the two happens decides what the
 * kubelet asks. Source: net/url of Go 1.26, whose messages are kept.
 */
final class UrlParser {

  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

  private UrlParser() {}

  static GoUrl parse(String raw) throws MalformedUrl {
    int hash = raw.indexOf('#');
    GoUrl url = withoutFragment(hash < 0 ? raw : raw.substring(0, hash));
    return hash < 0
        ? url
        : url.withFragment(Escaped.of(raw.substring(hash + 1), Escaping.FRAGMENT));
  }

  private static GoUrl withoutFragment(String raw) throws MalformedUrl {
    if (ByteText.hasControl(raw)) {
      throw new MalformedUrl("net/url: invalid control character in URL");
    }
    if (raw.equals("*")) {
      return GoUrl.EMPTY.withPlainPath("*");
    }
    int colon = schemeEnd(raw);
    String scheme = colon < 0 ? "" : ByteText.lower(raw.substring(0, colon));
    String rest = colon < 0 ? raw : raw.substring(colon + 1);

    int mark = rest.indexOf('?');
    String query = mark < 0 ? "" : rest.substring(mark);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    GoUrl url = GoUrl.EMPTY.withScheme(scheme).withQuery(query);

    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return url.withOpaque(rest);
      }
      if (upTo('/', rest).indexOf(':') >= 0) {
        throw new MalformedUrl("first path segment in URL cannot contain colon");
      }
    }
    boolean authority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
    if (authority) {
      String named = upTo('/', rest.substring(2));
      rest = rest.substring(2 + named.length());
      url = withAuthority(url, named);
    } else if (!scheme.isEmpty() && rest.startsWith("/")) {
      url = url.withoutHost();
    }
    return url.withEscapedPath(rest);
  }

  private static String upTo(char separator, String text) {
    int at = text.indexOf(separator);
    return at < 0 ? text : text.substring(0, at);
  }

  /** The colon after a scheme; -1 where there is none. */
  private static int schemeEnd(String raw) throws MalformedUrl {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean further = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (c == ':' && i == 0) {
        throw new MalformedUrl("missing protocol scheme");
      }
      if (c == ':') {
        return i;
      }
      if (!letter && !(further && i > 0)) {
        return -1;
      }
    }
    return -1;
  }

  private static GoUrl withAuthority(GoUrl url, String authority) throws MalformedUrl {
    int at = authority.lastIndexOf('@');
    String host = host(url.scheme(), authority.substring(at + 1));
    return url.withAuthority(at < 0 ? null : userInfo(authority.substring(0, at)), host);
  }

  private static @Nullable UserInfo userInfo(String text) throws MalformedUrl {
    if (!USER_INFO.matcher(text).matches()) {
      throw new MalformedUrl("net/url: invalid userinfo");
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new UserInfo(Escaping.USER_PASSWORD.unescape(text), "", false);
    }
    return new UserInfo(
        Escaping.USER_PASSWORD.unescape(text.substring(0, colon)),
        Escaping.USER_PASSWORD.unescape(text.substring(colon + 1)),
        true);
  }

  private static String host(String scheme, String host) throws MalformedUrl {
    int bracket = host.lastIndexOf('[');
    if (bracket > 0) {
      throw new MalformedUrl("invalid IP-literal");
    }
    if (bracket == 0) {
      return bracketed(host);
    }
    int colon = host.indexOf(':');
    if (colon >= 0) {
      // More than one colon is a port error in http and https, and part of the name elsewhere.
      boolean strict = scheme.equals("http") || scheme.equals("https");
      requirePort(host.substring(strict ? colon : host.lastIndexOf(':')));
    }
    return Escaping.HOST.unescape(host);
  }

  private static String bracketed(String host) throws MalformedUrl {
    int close = host.lastIndexOf(']');
    if (close < 0) {
      throw new MalformedUrl("missing ']' in host");
    }
    String port = host.substring(close + 1);
    requirePort(port);
    String name = host.substring(1, close);
    int zone = name.indexOf("%25");
    String address =
        zone < 0
            ? Escaping.HOST.unescape(name)
            : Escaping.HOST.unescape(name.substring(0, zone))
                + Escaping.ZONE.unescape(name.substring(zone));
    if (IpLiteral.isV4(address)) {
      throw new MalformedUrl("invalid IP-literal");
    }
    if (!IpLiteral.isV6(address)) {
      throw new MalformedUrl(
          "invalid host: ParseAddr(" + ByteText.quoted(address) + "): unable to parse IP");
    }
    return "[" + address + "]" + port;
  }

  private static void requirePort(String colonPort) throws MalformedUrl {
    if (!GoUrl.isOptionalPort(colonPort)) {
      throw new MalformedUrl("invalid port " + ByteText.quoted(colonPort) + " after host");
    }
  }
}
