package io.github.ksmprobe.golang;

import org.jspecify.annotations.Nullable;

/**
 * A URL as Go's net/url reads and writes it. Every string is a {@link ByteText}.
 *
 * @param scheme lower case
 * @param opaque what follows the scheme where no slash does
 * @param user unescaped; null without one, which is not the same as an empty one
 * @param host with the port; IPv6 in brackets
 * @param path what stands behind the host
 * @param query as it was written, with its question mark; Go never escapes it
 * @param fragment what stands behind the #
 * @param omitHost whether {@code scheme:/path} was written without an authority
 */
public record GoUrl(
    String scheme,
    String opaque,
    @Nullable UserInfo user,
    String host,
    Escaped path,
    String query,
    Escaped fragment,
    boolean omitHost) {

  public static final GoUrl EMPTY =
      new GoUrl("", "", null, "", Escaped.NONE, "", Escaped.NONE, false);

  /**
   * The part before the at sign.
   *
   * @param name unescaped
   * @param password unescaped; empty without one
   * @param hasPassword whether a colon was written
   */
  public record UserInfo(String name, String password, boolean hasPassword) {
    @Override
    public String toString() {
      String escaped = Escaping.USER_PASSWORD.escape(name);
      return hasPassword ? escaped + ":" + Escaping.USER_PASSWORD.escape(password) : escaped;
    }
  }

  /**
   * A part that may hold escapes.
   *
   * @param plain unescaped
   * @param raw as it was written, where escaping it again would write it differently
   */
  public record Escaped(String plain, String raw) {
    static final Escaped NONE = new Escaped("", "");

    static Escaped of(String written, Escaping rules) throws MalformedUrl {
      String plain = rules.unescape(written);
      return new Escaped(plain, rules.escape(plain).equals(written) ? "" : written);
    }

    boolean isEmpty() {
      return plain.isEmpty();
    }

    private String written(Escaping rules) {
      return !raw.isEmpty() && rules.isValidEncoded(raw) ? raw : rules.escape(plain);
    }
  }

  public sealed interface Parsed {
    /**
     * It is one.
     *
     * @param url the URL
     */
    record Ok(GoUrl url) implements Parsed {}

    /**
     * It is none.
     *
     * @param message in Go's words
     */
    record Malformed(String message) implements Parsed {}
  }

  /** Reads a {@link ByteText} as url.Parse does. */
  public static Parsed parse(String bytes) {
    try {
      return new Parsed.Ok(UrlParser.parse(bytes));
    } catch (MalformedUrl malformed) {
      int hash = bytes.indexOf('#');
      String named = hash < 0 ? bytes : bytes.substring(0, hash);
      return new Parsed.Malformed("parse " + ByteText.quoted(named) + ": " + malformed.text());
    }
  }

  /** The URL that a reference found here leads to (RFC 3986, section 5.2, with Go's details). */
  public GoUrl resolve(GoUrl reference) {
    return UrlResolution.resolve(this, reference);
  }

  /** As it goes on the wire: what was written where that is valid, else escaped again. */
  public String escapedPath() {
    return path.plain().equals("*") && path.raw().isEmpty() ? "*" : path.written(Escaping.PATH);
  }

  /** The request target of an HTTP/1 request. */
  public String requestUri() {
    String target = opaque.startsWith("//") ? scheme + ":" + opaque : opaque;
    if (target.isEmpty()) {
      target = escapedPath();
    }
    if (target.isEmpty()) {
      target = "/";
    }
    return target + query;
  }

  /** Without port and brackets. */
  public String hostname() {
    String name = host.substring(0, portColon());
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** As written; empty without one. */
  public String port() {
    int colon = portColon();
    return colon == host.length() ? "" : host.substring(colon + 1);
  }

  private int portColon() {
    int colon = host.lastIndexOf(':');
    return colon >= 0 && isOptionalPort(host.substring(colon)) ? colon : host.length();
  }

  static boolean isOptionalPort(String text) {
    if (!text.isEmpty() && text.charAt(0) != ':') {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    if (!scheme.isEmpty()) {
      out.append(scheme).append(':');
    }
    if (opaque.isEmpty()) {
      appendHierarchy(out);
    } else {
      out.append(opaque);
    }
    out.append(query);
    if (!fragment.isEmpty()) {
      out.append('#').append(fragment.written(Escaping.FRAGMENT));
    }
    return out.toString();
  }

  private void appendHierarchy(StringBuilder out) {
    boolean noAuthority = omitHost && host.isEmpty() && user == null;
    if ((!scheme.isEmpty() || !host.isEmpty() || user != null) && !noAuthority) {
      if (!host.isEmpty() || !path.isEmpty() || user != null) {
        out.append("//");
      }
      if (user != null) {
        out.append(user).append('@');
      }
      out.append(Escaping.HOST.escape(host));
    }
    String escaped = escapedPath();
    if (!escaped.isEmpty() && !escaped.startsWith("/") && !host.isEmpty()) {
      out.append('/');
    }
    int slash = escaped.indexOf('/');
    String first = slash < 0 ? escaped : escaped.substring(0, slash);
    if (out.isEmpty() && first.indexOf(':') >= 0) {
      out.append("./");
    }
    out.append(escaped);
  }

  public GoUrl withScheme(String other) {
    return new GoUrl(other, opaque, user, host, path, query, fragment, omitHost);
  }

  GoUrl withOpaque(String other) {
    return new GoUrl(scheme, other, user, host, path, query, fragment, omitHost);
  }

  public GoUrl withAuthority(@Nullable UserInfo otherUser, String otherHost) {
    return new GoUrl(scheme, opaque, otherUser, otherHost, path, query, fragment, omitHost);
  }

  GoUrl withoutHost() {
    return new GoUrl(scheme, opaque, user, host, path, query, fragment, true);
  }

  GoUrl withQuery(String other) {
    return new GoUrl(scheme, opaque, user, host, path, other, fragment, omitHost);
  }

  /** A path that is not to be unescaped. */
  public GoUrl withPlainPath(String plain) {
    return withPath(new Escaped(plain, ""));
  }

  GoUrl withEscapedPath(String escaped) throws MalformedUrl {
    return withPath(Escaped.of(escaped, Escaping.PATH));
  }

  private GoUrl withPath(Escaped other) {
    return new GoUrl(scheme, opaque, user, host, other, query, fragment, omitHost);
  }

  GoUrl withFragment(Escaped other) {
    return new GoUrl(scheme, opaque, user, host, path, query, other, omitHost);
  }
}
