package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The two ports of one kube-state-metrics, or the one of another component, as a person names them.
 *
 * @param https whether both speak TLS; kube-state-metrics switches them together
 * @param host of both
 * @param mainPort of the main listener
 * @param telemetryPort of the telemetry listener; 0 where there is none
 */
public record ProbedAddresses(boolean https, String host, int mainPort, int telemetryPort) {

  /**
   * Reads {@code --main-url} alone.
   *
   * @throws InvalidSetting if it is no http or https URL
   */
  public static ProbedAddresses parse(String mainUrl) {
    return of(url("main-url", mainUrl), 0);
  }

  /**
   * Reads {@code --main-url} and {@code --telemetry-url}.
   *
   * @throws InvalidSetting if one is no http or https URL, or if they name two hosts or schemes
   */
  public static ProbedAddresses parse(String mainUrl, String telemetryUrl) {
    URI main = url("main-url", mainUrl);
    URI telemetry = url("telemetry-url", telemetryUrl);
    if (!main.getHost().equals(telemetry.getHost())
        || !main.getScheme().equals(telemetry.getScheme())) {
      throw InvalidSetting.of(
          key("main-url"),
          " and ",
          key("telemetry-url"),
          " are two ports of one process: give both the same scheme and host, not "
              + mainUrl
              + " and "
              + telemetryUrl);
    }
    if (port(main) == port(telemetry)) {
      throw InvalidSetting.of(
          key("main-url"), " and ", key("telemetry-url"), " name the same port ", port(main));
    }
    return of(main, port(telemetry));
  }

  private static ProbedAddresses of(URI main, int telemetryPort) {
    String host = main.getHost();
    return new ProbedAddresses(
        main.getScheme().equals("https"),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port(main),
        telemetryPort);
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
