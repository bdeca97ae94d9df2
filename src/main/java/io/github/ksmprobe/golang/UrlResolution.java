package io.github.ksmprobe.golang;

/**
 * Resolves a reference against the URL it was found in, as Go's ResolveReference does: it decides
 * what a relative redirect asks next.
 */
final class UrlResolution {

  private UrlResolution() {}

  static GoUrl resolve(GoUrl base, GoUrl ref) {
    GoUrl url = ref.scheme().isEmpty() ? ref.withScheme(base.scheme()) : ref;
    if (!ref.scheme().isEmpty() || !ref.host().isEmpty() || ref.user() != null) {
      return withPath(url, path(ref.escapedPath(), ""));
    }
    if (!ref.opaque().isEmpty()) {
      return url.withAuthority(null, "").withPlainPath("");
    }
    if (ref.path().isEmpty() && ref.query().isEmpty()) {
      url = url.withQuery(base.query().equals("?") ? "" : base.query());
      if (ref.fragment().isEmpty()) {
        url = url.withFragment(base.fragment());
      }
    }
    if (ref.path().isEmpty() && !base.opaque().isEmpty()) {
      return url.withOpaque(base.opaque()).withAuthority(null, "").withPlainPath("");
    }
    return withPath(
        url.withAuthority(base.user(), base.host()), path(base.escapedPath(), ref.escapedPath()));
  }

  private static GoUrl withPath(GoUrl url, String escaped) {
    try {
      return url.withEscapedPath(escaped);
    } catch (MalformedUrl malformed) {
      throw new IllegalStateException("escaped paths can be unescaped", malformed);
    }
  }

  /** Joins and removes dot segments; doubled slashes stay. */
  private static String path(String base, String ref) {
    String full = ref;
    if (ref.isEmpty()) {
      full = base;
    } else if (!ref.startsWith("/")) {
      full = base.substring(0, base.lastIndexOf('/') + 1) + ref;
    }
    if (full.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("/");
    boolean first = true;
    String last = "";
    for (String element : full.split("/", -1)) {
      last = element;
      if (element.equals(".")) {
        first = false;
      } else if (element.equals("..")) {
        int slash = out.lastIndexOf("/");
        out.setLength(slash > 0 ? slash : 1);
        first = out.length() == 1;
      } else {
        out.append(first ? "" : "/").append(element);
        first = false;
      }
    }
    if (last.equals(".") || last.equals("..")) {
      out.append('/');
    }
    return out.length() > 1 && out.charAt(1) == '/' ? out.substring(1) : out.toString();
  }
}
