package io.github.ksmprobe.kubelet;

import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;

/** The local language of this room's tests: a probe of port 8081 on a pod at 10.0.0.7. */
final class ProbeFixtures {

  static final String POD_IP = "10.0.0.7";

  private ProbeFixtures() {}

  static Container container(Port... ports) {
    return new Container("ksm", "", List.of(), List.of(), List.of(), List.of(ports), List.of());
  }

  static HttpGet get(String path, Header... headers) {
    return new HttpGet(path, new PortRef.Numbered(8081), Scheme.HTTP, "", List.of(headers));
  }

  static ProbeRequest request(String path, Header... headers) {
    return ready(RequestBuilder.build(get(path, headers), container(), POD_IP));
  }

  static ProbeRequest ready(Built built) {
    return switch (built) {
      case Built.Ready(ProbeRequest request) -> request;
      case Built.Ready(TcpDial dial) -> throw new AssertionError(dial);
      case Built.Unresolvable(_, String detail) -> throw new AssertionError(detail);
      case Built.Unsendable(String detail) -> throw new AssertionError(detail);
    };
  }

  static Header header(String name, String value) {
    return new Header(name, value);
  }

  /** The header lines as on the wire. */
  static List<String> lines(ProbeRequest request) {
    return request.wireHeaders().stream().map(line -> line.name() + ": " + line.value()).toList();
  }
}
