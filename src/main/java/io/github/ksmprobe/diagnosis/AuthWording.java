package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ProxyContract;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer demands that the kubelet does not have, and how a probe does without it. */
final class AuthWording {

  private AuthWording() {}

  static String why(Situation s) {
    if (s.isSilent(Cause.CERTIFICATE_REQUIRED)) {
      return "The port requires a client certificate, which the kubelet never has.";
    }
    if (isBasic(s)) {
      return "basic_auth_users in the web config file guards every path of both ports, health paths included.";
    }
    if (s.isProxied()) {
      return "The proxy"
          + PortWording.owner(s)
          + " requires a token for "
          + s.path()
          + ", and the kubelet sends none"
          + ignored(s)
          + ".";
    }
    if (s.stranger().isPresent()) {
      return s.path()
          + " answers "
          + s.status()
          + ": container "
          + s.stranger().get()
          + ", or what it sends that path to, requires a token, and the kubelet sends none.";
    }
    return s.path()
        + " answers "
        + s.status()
        + ": it is behind --auth-filter or something like it, and "
        + (s.status() == 401
            ? "the kubelet sends no token."
            : "the token of the probe is not accepted.");
  }

  static String fix(Situation s, ChartAdvice charts) {
    if (s.isSilent(Cause.CERTIFICATE_REQUIRED)) {
      return "Relax client_auth_type in the web config file, or put a proxy in front: the kubelet has no certificate to show.";
    }
    if (isBasic(s)) {
      return "Give the probe an Authorization header (httpHeaders), or guard the ports with a proxy instead.";
    }
    if (s.isProxied()) {
      return letThrough(s, charts);
    }
    if (s.stranger().isPresent()) {
      return "Let container " + s.stranger().get() + " pass that path without a token.";
    }
    return "Probe a health path instead, they are never behind --auth-filter: "
        + Fixes.health(s)
        + ".";
  }

  /** The flag of the proxy in front that makes it let the path through without a token. */
  static String letThrough(Situation s, ChartAdvice charts) {
    String all =
        String.join(
            ",",
            Stream.concat(
                    contract(s).map(ProxyContract::ignorePaths).stream().flatMap(List::stream),
                    Stream.of(s.path()))
                .toList());
    String flag =
        "--ignore-paths="
            + all
            + " on container "
            + s.socket().map(Socket::container).orElse("of the proxy");
    boolean excluded = contract(s).filter(proxy -> !proxy.allowPaths().isEmpty()).isPresent();
    return excluded
        ? "Put "
            + flag
            + " in place of --allow-paths: a path that is only allowed still requires a token."
        : "Let the path through: " + flag + charts.lettingThrough(s) + ".";
  }

  private static boolean isBasic(Situation s) {
    return s.answer().orElse(null) instanceof Response response
        && response
            .headers()
            .first("WWW-Authenticate")
            .filter(challenge -> challenge.startsWith("Basic"))
            .isPresent();
  }

  private static String ignored(Situation s) {
    List<String> paths = contract(s).map(ProxyContract::ignorePaths).orElse(List.of());
    return paths.isEmpty()
        ? "; no path is ignored"
        : "; it ignores only " + String.join(", ", paths);
  }

  private static Optional<ProxyContract> contract(Situation s) {
    return s.socket()
        .map(Socket::role)
        .flatMap(
            role ->
                role instanceof Role.Proxy(var rules, _) ? Optional.of(rules) : Optional.empty());
  }
}
