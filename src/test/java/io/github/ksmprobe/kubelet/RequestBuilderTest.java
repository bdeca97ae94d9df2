package io.github.ksmprobe.kubelet;

import static io.github.ksmprobe.kubelet.ProbeFixtures.POD_IP;
import static io.github.ksmprobe.kubelet.ProbeFixtures.container;
import static io.github.ksmprobe.kubelet.ProbeFixtures.get;
import static io.github.ksmprobe.kubelet.ProbeFixtures.header;
import static io.github.ksmprobe.kubelet.ProbeFixtures.lines;
import static io.github.ksmprobe.kubelet.ProbeFixtures.ready;
import static io.github.ksmprobe.kubelet.ProbeFixtures.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.golang.ByteText;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestBuilderTest {

  static Stream<Arguments> paths() {
    return Stream.of(
        arguments("", "/"),
        arguments("/", "/"),
        arguments("healthz", "/healthz"),
        arguments("?foo", "/?foo"),
        arguments("/p?bar", "/p?bar"),
        arguments("/x?", "/x?"),
        arguments("/a%2Fb", "/a%2Fb"),
        arguments("/a%20b", "/a%20b"),
        arguments("/%6civez", "/%6civez"),
        arguments("/a/../b", "/a/../b"),
        arguments("/a//b", "/a//b"),
        arguments("/livez/", "/livez/"),
        arguments("/a b", "/a%20b"),
        arguments("/é", "/%C3%A9"),
        arguments("/a\"b", "/a%22b"),
        arguments("/{x}", "/%7Bx%7D"),
        arguments("/|", "/%7C"),
        arguments("/a\\b", "/a%5Cb"),
        arguments("*", "/*"),
        arguments("/x#frag", "/x"),
        arguments("/a?b#c?d", "/a?b"),
        arguments("//evil/x", "/x"),
        arguments("http://evil/x", "/x"),
        arguments("//livez", "/"),
        arguments("///livez", "///livez"),
        arguments("/a:b", "/a:b"),
        arguments("/%zz?x=1", "/%25zz%3Fx=1"),
        arguments("/a%zz?x=1", "/a%25zz%3Fx=1"),
        arguments("/a?b c", "/a?b c"),
        arguments("/a\nb", "/a%0Ab"),
        arguments("1:x", "/1:x"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void a_path_goes_on_the_wire_as_go_writes_it(String configured, String target) {
    assertEquals(target, request(configured).target());
  }

  @Test
  void query_bytes_are_sent_unescaped() {
    assertEquals("/a?q=é", ByteText.readable(request("/a?q=é").target()));
  }

  @Test
  void a_path_without_a_host_is_refused_before_anything_is_sent() {
    for (String path : List.of("foo:bar", "a:b/c")) {
      assertEquals(
          new Built.Unsendable("http: no Host in request URL"),
          RequestBuilder.build(get(path), container(), POD_IP));
    }
  }

  @Test
  void the_four_lines_of_a_plain_probe_stand_in_this_order() {
    assertEquals(
        List.of(
            "GET /readyz HTTP/1.1",
            "Host: 10.0.0.7:8081",
            "User-Agent: kube-probe/1.36",
            "Accept: */*",
            "Connection: close"),
        List.of(request("/readyz").head().split("\r\n")));
  }

  @Test
  void a_name_and_password_in_the_path_become_basic_credentials() {
    ProbeRequest probe = request("http://u:p@evil/x");
    assertEquals("Authorization: Basic dTpw", lines(probe).get(3));
    assertEquals("GET http://u:xxxxx@10.0.0.7:8081/x", probe.describe());
    assertEquals(
        "Authorization: Bearer x",
        lines(request("http://u:p@evil/x", header("Authorization", "Bearer x"))).get(3));
  }

  static Stream<Arguments> headers() {
    String host = "Host: 10.0.0.7:8081";
    String agent = "User-Agent: kube-probe/1.36";
    String accept = "Accept: */*";
    String close = "Connection: close";
    return Stream.of(
        arguments(
            List.of(header("FOO-bAR", " x ")), List.of(host, agent, accept, "Foo-Bar: x", close)),
        arguments(
            List.of(header("X", "1"), header("B", ""), header("x", "2")),
            List.of(host, agent, accept, "B: ", "X: 1", "X: 2", close)),
        arguments(
            List.of(header("Host", "other.example"), header("host", "second")),
            List.of("Host: other.example", agent, accept, close)),
        arguments(List.of(header("Host", "")), List.of(host, agent, accept, close)),
        arguments(List.of(header("Host", "a b")), List.of("Host: ", agent, accept, close)),
        arguments(
            List.of(header("Host", "bücher.example")),
            List.of("Host: xn--bcher-kva.example", agent, accept, close)),
        arguments(
            List.of(header("User-Agent", "mine")),
            List.of(host, "User-Agent: mine", accept, close)),
        arguments(List.of(header("User-Agent", "")), List.of(host, accept, close)),
        arguments(
            List.of(header("Accept", "text/html")),
            List.of(host, agent, "Accept: text/html", close)),
        arguments(List.of(header("Accept", "")), List.of(host, agent, close)),
        arguments(
            List.of(header("Accept-Encoding", "")),
            List.of(host, agent, accept, "Accept-Encoding: ", close)),
        arguments(
            List.of(header("Connection", "keep-alive")),
            List.of(host, agent, accept, "Connection: keep-alive", close)),
        arguments(
            List.of(header("Connection", "x, Close")),
            List.of(host, agent, accept, "Connection: x, Close")),
        arguments(
            List.of(header("Connection", "Upgrade"), header("Upgrade", "websocket")),
            List.of(host, agent, accept, "Connection: Upgrade", "Upgrade: websocket")),
        arguments(
            List.of(header("Upgrade", "websocket")),
            List.of(host, agent, accept, "Upgrade: websocket", close)),
        arguments(
            List.of(
                header("Content-Length", "5"),
                header("Transfer-Encoding", "chunked"),
                header("Trailer", "X")),
            List.of(host, agent, accept, close)),
        arguments(
            List.of(header("Cookie", "a=b"), header("Cookie", "c=d")),
            List.of(host, agent, accept, "Cookie: a=b", "Cookie: c=d", close)),
        arguments(
            List.of(header("Te", "trailers"), header("Expect", "100-continue")),
            List.of(host, agent, accept, "Expect: 100-continue", "Te: trailers", close)));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void configured_headers_go_on_the_wire_as_go_writes_them(
      List<Header> configured, List<String> wire) {
    assertEquals(wire, lines(request("/", configured.toArray(Header[]::new))));
  }

  static Stream<Arguments> refusedHeaders() {
    return Stream.of(
        arguments(header("X", "a\r\nb"), "net/http: invalid header field value for \"X\""),
        arguments(header("Host", "a\nb"), "net/http: invalid header field value for \"Host\""),
        arguments(header("X y", "1"), "net/http: invalid header field name \"X y\""),
        arguments(header("", "1"), "net/http: invalid header field name \"\""));
  }

  @ParameterizedTest
  @MethodSource("refusedHeaders")
  void a_header_that_go_refuses_fails_the_probe(Header configured, String detail) {
    assertEquals(
        new Built.Unsendable(detail),
        RequestBuilder.build(get("/", configured), container(), POD_IP));
  }

  static Stream<Arguments> ports() {
    Container ports = container(new Port("metrics", 8080), new Port("metrics", 9090));
    return Stream.of(
        arguments(ports, new PortRef.Numbered(1), "1"),
        arguments(ports, new PortRef.Numbered(65535), "65535"),
        arguments(ports, new PortRef.Named("metrics"), "8080"),
        arguments(ports, new PortRef.Named("8081"), "8081"),
        arguments(ports, new PortRef.Named("+80"), "80"),
        arguments(ports, new PortRef.Numbered(0), "PORT_RANGE invalid port number: 0"),
        arguments(ports, new PortRef.Numbered(65536), "PORT_RANGE invalid port number: 65536"),
        arguments(ports, new PortRef.Named("-1"), "PORT_RANGE invalid port number: -1"),
        arguments(
            ports,
            new PortRef.Named("Metrics"),
            "PORT_NAME strconv.Atoi: parsing \"Metrics\": invalid syntax"),
        arguments(
            container(),
            new PortRef.Named("metrics"),
            "PORT_NAME strconv.Atoi: parsing \"metrics\": invalid syntax"),
        arguments(
            container(),
            new PortRef.Named("99999999999999999999"),
            "PORT_NAME strconv.Atoi: parsing \"99999999999999999999\": value out of range"));
  }

  @ParameterizedTest
  @MethodSource("ports")
  void a_port_is_looked_up_among_the_probed_containers_own(
      Container container, PortRef port, String outcome) {
    HttpGet probe = new HttpGet("/", port, Scheme.HTTP, "", List.of());
    assertEquals(outcome, outcome(RequestBuilder.build(probe, container, POD_IP)));
    TcpSocket connection = new TcpSocket(port, "");
    assertEquals(outcome, outcome(RequestBuilder.build(connection, container, POD_IP)));
  }

  @Test
  void a_connection_goes_to_the_pod_or_to_the_host_of_its_own() {
    assertEquals("TCP 10.0.0.7:8081", dialled("", POD_IP));
    assertEquals("TCP [fd00::7]:8081", dialled("", "fd00::7"));
    assertEquals("TCP [::1]:8081", dialled("::1", POD_IP));
    assertEquals("TCP ksm.example:8081", dialled("ksm.example", POD_IP));
    assertEquals(
        "dial tcp: address [[::1]]:8081: missing port in address", dialled("[::1]", POD_IP));
  }

  private static String dialled(String host, String podIp) {
    TcpSocket probe = new TcpSocket(new PortRef.Numbered(8081), host);
    return switch (RequestBuilder.build(probe, container(), podIp)) {
      case Built.Ready(Outgoing ready) -> ready.describe();
      case Built.Unresolvable(_, String detail) -> detail;
      case Built.Unsendable(String detail) -> detail;
    };
  }

  private static String outcome(Built built) {
    return switch (built) {
      case Built.Ready(Outgoing ready) -> Integer.toString(ready.port());
      case Built.Unresolvable(Built.Cause cause, String detail) -> cause + " " + detail;
      case Built.Unsendable(String detail) -> detail;
    };
  }

  static Stream<Arguments> hosts() {
    return Stream.of(
        arguments("", "GET http://10.0.0.7:8081/", POD_IP),
        arguments("127.0.0.1", "GET http://127.0.0.1:8081/", "127.0.0.1"),
        arguments("::1", "GET http://[::1]:8081/", "::1"),
        arguments("ksm.example", "GET http://ksm.example:8081/", "ksm.example"));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void the_configured_host_is_dialled(String host, String described, String hostname) {
    HttpGet probe = new HttpGet("/", new PortRef.Numbered(8081), Scheme.HTTP, host, List.of());
    ProbeRequest made = ready(RequestBuilder.build(probe, container(), POD_IP));
    assertEquals(described, made.describe());
    assertEquals(hostname, made.hostname());
  }

  @Test
  void a_host_that_cannot_stand_in_a_url_discards_the_run() {
    for (String host : List.of("[::1]", "a b", "a/b]")) {
      HttpGet probe = new HttpGet("/", new PortRef.Numbered(8081), Scheme.HTTP, host, List.of());
      Built built = RequestBuilder.build(probe, container(), POD_IP);
      assertTrue(outcome(built).startsWith("HOST parse "), built::toString);
    }
  }

  @Test
  void the_default_host_line_has_the_port_even_where_it_is_the_schemes_own() {
    ProbeRequest plain = RequestBuilder.plain(Scheme.HTTPS, "10.0.0.7", 443, "/healthz");
    assertEquals("Host: 10.0.0.7:443", lines(plain).getFirst());
    assertEquals(Scheme.HTTPS, plain.scheme());
    assertEquals("/healthz", plain.path());
  }

  @Test
  void the_zone_of_an_ipv6_address_is_dialled_and_not_sent() {
    ProbeRequest plain = RequestBuilder.plain(Scheme.HTTP, "fe80::1%eth0", 80, "/");
    assertEquals("fe80::1%eth0", plain.hostname());
    assertEquals("Host: [fe80::1]:80", lines(plain).getFirst());
  }
}
