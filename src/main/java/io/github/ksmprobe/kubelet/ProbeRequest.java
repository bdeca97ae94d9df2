package io.github.ksmprobe.kubelet;

import io.github.ksmprobe.golang.ByteText;
import io.github.ksmprobe.golang.GoUrl;
import io.github.ksmprobe.golang.GoUrl.UserInfo;
import io.github.ksmprobe.golang.HeaderRules;
import io.github.ksmprobe.golang.HostLine;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One request as the kubelet's client would send it, the first or one that a redirect led to.
 *
 * <p>Strings that reach the wire are {@link ByteText}: one char per byte, to be written as
 * ISO-8859-1, since a configured path may hold UTF-8 and a Location may hold any bytes.
 *
 * @param url where to, in Go's reading of URLs
 * @param headers all that stand in Go's header map: the configured ones in canonical spelling plus
 *     User-Agent and Accept, in the order they were added
 * @param customHost the Host header's value where one is configured, else empty
 * @param trail what redirects are judged by
 */
public record ProbeRequest(GoUrl url, List<Header> headers, String customHost, Trail trail)
    implements Outgoing {

  /** Headers that Go writes itself or not at all. Source: reqWriteExcludeHeader of net/http. */
  private static final Set<String> NOT_COPIED =
      Set.of("Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer");

  public ProbeRequest {
    headers = List.copyOf(headers);
  }

  /**
   * What the first request of a chain leaves for the later ones.
   *
   * @param firstHost its host name; redirects to another are not followed
   * @param firstHeaders its header map, from which every later one starts
   * @param hop 0 for the first request, 1 after the first redirect, and so on
   * @param contentHeaders false once a 301, 302 or 303 was followed: headers that describe a body
   *     are no longer copied then, although no request has a body
   */
  public record Trail(
      String firstHost, List<Header> firstHeaders, int hop, boolean contentHeaders) {
    public Trail {
      firstHeaders = List.copyOf(firstHeaders);
    }
  }

  static ProbeRequest first(GoUrl url, List<Header> headers) {
    return new ProbeRequest(
        url, headers, firstValue(headers, "Host"), new Trail(url.hostname(), headers, 0, true));
  }

  public Scheme scheme() {
    return url.scheme().equals("https") ? Scheme.HTTPS : Scheme.HTTP;
  }

  /** The host to dial and to name in TLS, without brackets; names beyond ASCII as punycode. */
  @Override
  public String hostname() {
    String name = url.hostname();
    return ByteText.isAscii(name) ? name : HostLine.punycodedName(name);
  }

  /** The port to dial; above 65535 where a redirect names such a port, which cannot be dialled. */
  @Override
  public int port() {
    String port = url.port();
    if (port.isEmpty()) {
      return scheme() == Scheme.HTTPS ? 443 : 80;
    }
    int start = 0;
    while (start < port.length() - 1 && port.charAt(start) == '0') {
      start++;
    }
    return port.length() - start > 5
        ? Integer.MAX_VALUE
        : Integer.parseInt(port, start, port.length(), 10);
  }

  /** The request target exactly as on the wire, query included. */
  public String target() {
    return url.requestUri();
  }

  /** The escaped path without query, "/" where it is empty. */
  public String path() {
    String escaped = url.escapedPath();
    return escaped.isEmpty() ? "/" : escaped;
  }

  /** For a person, {@code GET http://10.0.0.7:8081/readyz} for example; passwords are masked. */
  @Override
  public String describe() {
    return "GET " + address();
  }

  /** The URL for a person; passwords and credentials in the query are masked. */
  @Override
  public String address() {
    UserInfo user = url.user();
    GoUrl shown =
        user == null || !user.hasPassword()
            ? url
            : url.withAuthority(new UserInfo(user.name(), "xxxxx", true), url.host());
    return Masked.of(ByteText.readable(shown.toString()));
  }

  /** All header lines in Go's order: Host, User-Agent, the others sorted, the closing line. */
  public List<Header> wireHeaders() {
    List<Header> lines = new ArrayList<>();
    lines.add(new Header("Host", HostLine.of(customHost.isEmpty() ? url.host() : customHost)));
    String userAgent = firstValue(headers, "User-Agent");
    if (!userAgent.isEmpty()) {
      lines.add(new Header("User-Agent", ByteText.trimmed(userAgent)));
    }
    withCredentials().stream()
        .filter(header -> !NOT_COPIED.contains(header.name()))
        .sorted(Comparator.comparing(Header::name))
        .map(header -> new Header(header.name(), ByteText.trimmed(header.value())))
        .forEach(lines::add);
    if (!closes() && !switchesProtocol()) {
      lines.add(new Header("Connection", "close"));
    }
    return List.copyOf(lines);
  }

  /** The request line and all header lines, with the empty line that ends them. */
  public String head() {
    StringBuilder out = new StringBuilder("GET ").append(target()).append(" HTTP/1.1\r\n");
    for (Header line : wireHeaders()) {
      out.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    return out.append("\r\n").toString();
  }

  /** A name and password in the URL become Basic credentials unless some are configured. */
  private List<Header> withCredentials() {
    UserInfo user = url.user();
    if (user == null || !firstValue(headers, "Authorization").isEmpty()) {
      return headers;
    }
    byte[] pair = (user.name() + ":" + user.password()).getBytes(StandardCharsets.ISO_8859_1);
    return replaced(headers, "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private boolean closes() {
    return HeaderRules.mentions(firstValue(headers, "Connection"), "close");
  }

  private boolean switchesProtocol() {
    return !firstValue(headers, "Upgrade").isEmpty()
        && headers.stream()
            .anyMatch(
                header ->
                    header.name().equals("Connection")
                        && HeaderRules.listNames(header.value(), "upgrade"));
  }

  /**
   * What the kubelet does after an answer to this request.
   *
   * @param statusCode of the answer
   * @param location its first Location header as a {@link ByteText}
   */
  public Redirected redirect(int statusCode, Optional<String> location) {
    return RedirectRules.after(this, statusCode, location.orElse(""));
  }

  static String firstValue(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  static List<Header> replaced(List<Header> headers, String name, String value) {
    List<Header> out = new ArrayList<>(headers);
    out.removeIf(header -> header.name().equals(name));
    out.add(new Header(name, value));
    return out;
  }
}
