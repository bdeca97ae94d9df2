package io.github.ksmprobe.prober;

import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.workload.Handler.Header;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What Go's HTTP/2 client makes of a header map: some headers do not exist there, and some make it
 * refuse. Source: encodeHeaders and checkConnHeaders of net/http's HTTP/2, Go 1.26.
 */
final class Http2Rules {

  private static final Set<String> LEFT_OUT =
      Set.of(
          "Host",
          "Content-Length",
          "Connection",
          "Proxy-Connection",
          "Transfer-Encoding",
          "Upgrade",
          "Keep-Alive");

  private Http2Rules() {}

  /** The header lines of a request over HTTP/2, besides the pseudo headers. */
  static List<Header> headers(ProbeRequest request) {
    return request.wireHeaders().stream()
        .filter(header -> !LEFT_OUT.contains(header.name()))
        .toList();
  }

  /** Why the request cannot be sent over HTTP/2; empty where it can. */
  static Optional<String> refusal(ProbeRequest request) {
    return refusal(request, "Upgrade", Set.of("", "chunked"), false)
        .or(() -> refusal(request, "Transfer-Encoding", Set.of("", "chunked"), true))
        .or(() -> refusal(request, "Connection", Set.of("", "close", "keep-alive"), true));
  }

  private static Optional<String> refusal(
      ProbeRequest request, String name, Set<String> harmless, boolean single) {
    List<String> values =
        request.headers().stream()
            .filter(header -> header.name().equals(name))
            .map(header -> header.value().toLowerCase(Locale.ROOT))
            .toList();
    boolean fine =
        values.isEmpty()
            || (harmless.contains(values.getFirst()) && !(single && values.size() > 1));
    return fine
        ? Optional.empty()
        : Optional.of("http2: invalid " + name + " request header: " + values);
  }
}
