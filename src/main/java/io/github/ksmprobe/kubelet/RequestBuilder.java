package io.github.ksmprobe.kubelet;

import io.github.ksmprobe.golang.ByteText;
import io.github.ksmprobe.golang.GoUrl;
import io.github.ksmprobe.golang.GoUrl.Parsed;
import io.github.ksmprobe.golang.HeaderRules;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns a configured probe into what the kubelet would send.
 *
 * <p>Steps, as in pkg/probe/http/request.go and pkg/probe/util.go of Kubernetes v1.36: resolve the
 * port, read the path as a URL and put scheme and address over it, write it down and read it again,
 * add the headers; then what Go's transport checks before it dials.
 */
public final class RequestBuilder {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  private static final String USER_AGENT = "kube-probe/1.36";

  private static final List<Header> OWN_HEADERS = headerMap(List.of());

  private RequestBuilder() {}

  /**
   * The first request of a configured probe, or its connection.
   *
   * @param container the probed one; only its own ports are looked at
   * @param podIp dialled where the probe names no host
   */
  public static Built build(Dialling probe, Container container, String podIp) {
    return switch (port(probe.port(), container)) {
      case Port.Broken(Built.Unresolvable why) -> why;
      case Port.Resolved(long number) when number < 1 || number > 65535 ->
          new Built.Unresolvable(Built.Cause.PORT_RANGE, "invalid port number: " + number);
      case Port.Resolved(long number) -> {
        String host = probe.host().isEmpty() ? podIp : probe.host();
        yield switch (probe) {
          case HttpGet get ->
              request(url(get.scheme(), host, (int) number, get.path()), headerMap(get.headers()));
          case TcpSocket _ -> dial(host, (int) number);
        };
      }
    };
  }

  /** A host in brackets is none to Go's dialler, which puts its own around IPv6. */
  private static Built dial(String host, int port) {
    TcpDial dial = new TcpDial(host, port);
    return host.contains("[") || host.contains("]")
        ? new Built.Unsendable("dial tcp: address " + dial.address() + ": missing port in address")
        : new Built.Ready(dial);
  }

  /**
   * A GET with the kubelet's own headers and nothing configured, for addresses and paths that are
   * this product's own.
   *
   * @param host name or IP address, IPv6 without brackets
   */
  public static ProbeRequest plain(Scheme scheme, String host, int port, String path) {
    return switch (GoUrl.parse(url(scheme, host, port, path).toString())) {
      case Parsed.Ok(GoUrl url) -> ProbeRequest.first(url, OWN_HEADERS);
      case Parsed.Malformed(String message) -> throw new IllegalArgumentException(message);
    };
  }

  private sealed interface Port {
    record Resolved(long value) implements Port {}

    record Broken(Built.Unresolvable why) implements Port {}
  }

  /** The first port of that name; else the name read as a number, as kubelets up to 1.36 do. */
  private static Port port(PortRef ref, Container container) {
    return switch (ref) {
      case PortRef.Numbered(int value) -> new Port.Resolved(value);
      case PortRef.Named(String name) ->
          container.ports().stream()
              .filter(port -> port.name().equals(name))
              .findFirst()
              .<Port>map(port -> new Port.Resolved(port.number()))
              .orElseGet(() -> decimal(name));
    };
  }

  /** Go's strconv.Atoi: an optional sign and digits, within 64 bits. */
  private static Port decimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return broken(text, "invalid syntax");
    }
    try {
      return new Port.Resolved(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return broken(text, "value out of range");
    }
  }

  private static Port broken(String text, String why) {
    String quoted = ByteText.quoted(ByteText.of(text));
    return new Port.Broken(
        new Built.Unresolvable(
            Built.Cause.PORT_NAME, "strconv.Atoi: parsing " + quoted + ": " + why));
  }

  /** The path as a URL of its own; one that does not parse is a path as a whole. */
  private static GoUrl url(Scheme scheme, String host, int port, String path) {
    String bytes = ByteText.of(path);
    GoUrl parsed =
        switch (GoUrl.parse(bytes)) {
          case Parsed.Ok(GoUrl url) -> url;
          case Parsed.Malformed _ -> GoUrl.EMPTY.withPlainPath(bytes);
        };
    String name = ByteText.of(host);
    String address = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
    return parsed.withScheme(scheme.label()).withAuthority(parsed.user(), address + ":" + port);
  }

  private static List<Header> headerMap(List<Header> configured) {
    List<Header> headers = new ArrayList<>();
    for (Header header : configured) {
      headers.add(
          new Header(
              HeaderRules.canonicalName(ByteText.of(header.name())), ByteText.of(header.value())));
    }
    if (headers.stream().noneMatch(header -> header.name().equals("User-Agent"))) {
      headers.add(new Header("User-Agent", USER_AGENT));
    }
    if (headers.stream().noneMatch(header -> header.name().equals("Accept"))) {
      headers.add(new Header("Accept", "*/*"));
    } else if (ProbeRequest.firstValue(headers, "Accept").isEmpty()) {
      headers.removeIf(header -> header.name().equals("Accept"));
    }
    return headers;
  }

  private static Built request(GoUrl written, List<Header> headers) {
    return switch (GoUrl.parse(written.toString())) {
      case Parsed.Malformed(String message) -> new Built.Unresolvable(Built.Cause.HOST, message);
      case Parsed.Ok(GoUrl url) -> checked(ProbeRequest.first(url, headers));
    };
  }

  /** What Go's transport refuses before it dials. */
  private static Built checked(ProbeRequest request) {
    for (Header header : request.headers()) {
      String quoted = ByteText.quoted(header.name());
      if (!HeaderRules.isName(header.name())) {
        return new Built.Unsendable("net/http: invalid header field name " + quoted);
      }
      if (!HeaderRules.isValue(header.value())) {
        return new Built.Unsendable("net/http: invalid header field value for " + quoted);
      }
    }
    return request.url().host().isEmpty()
        ? new Built.Unsendable("http: no Host in request URL")
        : new Built.Ready(request);
  }
}
