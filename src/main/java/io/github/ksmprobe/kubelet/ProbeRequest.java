package io.github.ksmprobe.kubelet;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;

/**
 * One request as the kubelet's client would send it, the first or one that a redirect led to.
 *
 * @param url where to, in Go's reading of URLs
 * @param headers all that stand in Go's header map: the configured ones in canonical spelling plus
 *     User-Agent and Accept, in the order they were added
 * @param customHost the Host header's value where one is configured, else empty
 * @param firstHost the host name of the first request; redirects to another are not followed
 * @param hop 0 for the first request, 1 after the first redirect, and so on
 */
public record ProbeRequest(
    GoUrl url, List<Header> headers, String customHost, String firstHost, int hop) {

  public ProbeRequest {
    requireNonNull(url);
    headers = List.copyOf(headers);
    requireNonNull(customHost);
    requireNonNull(firstHost);
  }

  /** HTTP or HTTPS. */
  public Scheme scheme() {
    return url.scheme().equals("https") ? Scheme.HTTPS : Scheme.HTTP;
  }
}
