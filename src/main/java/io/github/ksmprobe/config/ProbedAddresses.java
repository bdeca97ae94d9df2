package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.contract.Listener;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

/**
 * The ports of one kube-state-metrics, or of another component, as a person names them.
 *
 * @param https the listeners that speak TLS
 * @param host of both
 * @param mainPort of the main listener
 * @param telemetryPort of the telemetry listener; 0 where there is none
 */
public record ProbedAddresses(Set<Listener> https, String host, int mainPort, int telemetryPort) {

  public ProbedAddresses {
    https = Set.copyOf(https);
  }

  /**
   * Reads {@code --main-url} alone.
   *
   * @throws InvalidSetting if it is no http or https URL
   */
  public static ProbedAddresses parse(String mainUrl) {
    URI main = url("main-url", mainUrl);
    return new ProbedAddresses(https(Listener.MAIN, main), host(main), port(main), 0);
  }

  /**
   * Reads {@code --main-url} and {@code --telemetry-url}.
   *
   * @param oneScheme whether the two speak TLS together or not at all
   * @throws InvalidSetting if one is no http or https URL, or if they name two hosts or schemes
   */
  public static ProbedAddresses parse(String mainUrl, String telemetryUrl, boolean oneScheme) {
    URI main = url("main-url", mainUrl);
    URI telemetry = url("telemetry-url", telemetryUrl);
    if (!main.getHost().equals(telemetry.getHost())
        || (oneScheme && !main.getScheme().equals(telemetry.getScheme()))) {
      throw InvalidSetting.of(
          key("main-url"),
          " and ",
          key("telemetry-url"),
          " are two ports of one process: give both the same "
              + (oneScheme ? "scheme and host, not " : "host, not ")
              + mainUrl
              + " and "
              + telemetryUrl);
    }
    if (port(main) == port(telemetry)) {
      throw InvalidSetting.of(
          key("main-url"), " and ", key("telemetry-url"), " name the same port ", port(main));
    }
    Set<Listener> https = new HashSet<>(https(Listener.MAIN, main));
    https.addAll(https(Listener.TELEMETRY, telemetry));
    return new ProbedAddresses(https, host(main), port(main), port(telemetry));
  }

  private static Set<Listener> https(Listener listener, URI url) {
    return url.getScheme().equals("https") ? Set.of(listener) : Set.of();
  }

  private static String host(URI url) {
    return url.getHost().replaceAll("^\\[|\\]$", "");
  }

  private static URI url(String key, String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean bare =
          url.getRawPath() == null || url.getRawPath().isEmpty() || url.getRawPath().equals("/");
      if (http && url.getHost() != null && bare) {
        return url;
      }
    } catch (URISyntaxException unusable) {
      // Falls through to the one sentence below.
    }
    throw InvalidSetting.of(
        key(key),
        ": \"" + text + "\" is not the address of a port; write for example http://127.0.0.1:8080");
  }

  private static int port(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return url.getScheme().equals("https") ? 443 : 80;
  }
}
