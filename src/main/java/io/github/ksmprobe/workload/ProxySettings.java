package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.ProxyContract;
import io.github.ksmprobe.workload.Arguments.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a kube-rbac-proxy is configured to listen and to forward.
 *
 * @param address where it listens, with TLS
 * @param port where it listens
 * @param upstream where it forwards to
 * @param contract what it does with a path
 * @param healthPort {@code --proxy-endpoints-port}; 0 without one
 * @param assumptions what the manifest does not show
 */
public record ProxySettings(
    BindAddress address,
    int port,
    Upstream upstream,
    ProxyContract contract,
    int healthPort,
    List<Assumption> assumptions) {

  /**
   * Where a proxy forwards to.
   *
   * @param scheme of the upstream URL
   * @param host of the upstream URL
   * @param port of the upstream URL, or the scheme's default
   */
  public record Upstream(Scheme scheme, String host, int port) {}

  public ProxySettings {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * Reads them from a container's command line. Its flags tell a kube-rbac-proxy, whatever its
   * image is called: both {@code --secure-listen-address} and {@code --upstream}.
   */
  public static Optional<ProxySettings> of(Container container, String podIp) {
    Arguments arguments = Arguments.of(container, podIp, "kube-rbac-proxy");
    Optional<String> listen = arguments.last("secure-listen-address").map(Value::text);
    Optional<Upstream> upstream =
        arguments.last("upstream").map(Value::text).flatMap(ProxySettings::upstream);
    if (listen.isEmpty() || upstream.isEmpty()) {
      return Optional.empty();
    }
    int colon = listen.get().lastIndexOf(':');
    String host = colon < 0 ? listen.get() : listen.get().substring(0, colon);
    List<Assumption> assumptions = new ArrayList<>();
    ProxyContract contract =
        new ProxyContract(
            paths(arguments, "ignore-paths", assumptions),
            paths(arguments, "allow-paths", assumptions));
    return Optional.of(
        new ProxySettings(
            new BindAddress(unbracketed(host)),
            colon < 0 ? 0 : KsmSettings.portNumber(listen.get().substring(colon + 1)),
            upstream.get(),
            contract,
            arguments
                .last("proxy-endpoints-port")
                .map(value -> KsmSettings.portNumber(value.text()))
                .orElse(0),
            assumptions));
  }

  private static List<String> paths(
      Arguments arguments, String flag, List<Assumption> assumptions) {
    List<String> paths = new ArrayList<>();
    for (Value value : arguments.all(flag)) {
      if (value.hiddenSource().isPresent()) {
        String subject =
            "--" + flag + "=" + value.text() + " (from " + value.hiddenSource().get() + ")";
        assumptions.add(new Assumption(Assumption.Kind.HIDDEN_PROXY_FLAG, subject));
      } else {
        Arrays.stream(value.text().split(",", -1))
            .filter(path -> !path.isEmpty())
            .forEach(paths::add);
      }
    }
    return paths;
  }

  private static Optional<Upstream> upstream(String url) {
    boolean https = url.startsWith("https://");
    if (!https && !url.startsWith("http://")) {
      return Optional.empty();
    }
    String authority = url.substring(url.indexOf("//") + 2).split("/", 2)[0];
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon >= 0 && !authority.substring(colon).contains("]");
    String host = hasPort ? authority.substring(0, colon) : authority;
    int port = hasPort ? KsmSettings.portNumber(authority.substring(colon + 1)) : https ? 443 : 80;
    return Optional.of(new Upstream(https ? Scheme.HTTPS : Scheme.HTTP, unbracketed(host), port));
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
