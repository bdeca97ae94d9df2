package io.github.ksmprobe.kubelet;

import io.github.ksmprobe.golang.ByteText;
import io.github.ksmprobe.golang.GoUrl;
import io.github.ksmprobe.golang.GoUrl.Parsed;
import io.github.ksmprobe.kubelet.ProbeRequest.Trail;
import io.github.ksmprobe.kubelet.Redirected.Failed;
import io.github.ksmprobe.kubelet.Redirected.Final;
import io.github.ksmprobe.kubelet.Redirected.Follow;
import io.github.ksmprobe.kubelet.Redirected.Reason;
import io.github.ksmprobe.workload.Handler.Header;
import java.util.List;
import java.util.Set;

/**
 * Go's client.do with the kubelet's RedirectChecker: stay on the first request's host name, at most
 * ten requests. The order of the checks decides the result, so it is kept.
 */
final class RedirectRules {

  /** "stopped after 10 redirects" counts the requests already sent. */
  private static final int MOST_REQUESTS = 10;

  private static final Set<String> CONTENT_HEADERS =
      Set.of("Content-Encoding", "Content-Language", "Content-Location", "Content-Type");

  private RedirectRules() {}

  static Redirected after(ProbeRequest asked, int statusCode, String location) {
    boolean dropsContent = statusCode == 301 || statusCode == 302 || statusCode == 303;
    boolean keepsContent = statusCode == 307 || statusCode == 308;
    if ((!dropsContent && !keepsContent) || location.isEmpty()) {
      return new Final();
    }
    return switch (GoUrl.parse(location)) {
      case Parsed.Malformed(String message) ->
          new Failed(
              Reason.UNPARSABLE_LOCATION,
              "failed to parse Location header " + ByteText.quoted(location) + ": " + message);
      case Parsed.Ok(GoUrl reference) ->
          to(asked, reference, asked.trail().contentHeaders() && keepsContent);
    };
  }

  private static Redirected to(ProbeRequest asked, GoUrl reference, boolean contentHeaders) {
    GoUrl next = asked.url().resolve(reference);
    Trail trail = asked.trail();
    if (!next.hostname().equals(trail.firstHost())) {
      return new Final();
    }
    int sent = trail.hop() + 1;
    if (sent >= MOST_REQUESTS) {
      return new Failed(Reason.TOO_MANY, "stopped after " + MOST_REQUESTS + " redirects");
    }
    if (!next.scheme().equals("http") && !next.scheme().equals("https")) {
      return new Failed(
          Reason.UNSUPPORTED_TARGET,
          "unsupported protocol scheme " + ByteText.quoted(next.scheme()));
    }
    if (next.host().isEmpty()) {
      return new Failed(Reason.UNSUPPORTED_TARGET, "http: no Host in request URL");
    }
    boolean hostKept =
        reference.scheme().isEmpty() && !asked.customHost().equals(asked.url().host());
    return new Follow(
        new ProbeRequest(
            next,
            headers(asked, next, contentHeaders),
            hostKept ? asked.customHost() : "",
            new Trail(trail.firstHost(), trail.firstHeaders(), sent, contentHeaders)));
  }

  private static List<Header> headers(ProbeRequest asked, GoUrl next, boolean contentHeaders) {
    List<Header> copied =
        asked.trail().firstHeaders().stream()
            .filter(header -> contentHeaders || !CONTENT_HEADERS.contains(header.name()))
            .toList();
    String referer = referer(asked.url(), next, ProbeRequest.firstValue(copied, "Referer"));
    return referer.isEmpty() ? copied : ProbeRequest.replaced(copied, "Referer", referer);
  }

  private static String referer(GoUrl last, GoUrl next, String configured) {
    if (last.scheme().equals("https") && next.scheme().equals("http")) {
      return "";
    }
    return configured.isEmpty() ? last.withAuthority(null, last.host()).toString() : configured;
  }
}
